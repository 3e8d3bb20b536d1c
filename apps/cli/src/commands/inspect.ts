import { printable, type TensorData } from '@feedforward/checkpoint';
import type { Context } from '../context.ts';
import { fileOf } from '../formats/file-of.ts';
import { formatOf } from '../formats/formats.ts';
import { table } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';

/** What `feedforward inspect` takes. */
export interface InspectOptions {
  readonly format?: string;
}

/** More of a text than this is not for people. */
const longestText = 100;

/** Tells what a file of tensors holds: names, shapes, dtypes, sizes, checksums and texts. */
export async function inspect(path: string, { format: name }: InspectOptions, { report }: Context): Promise<void> {
  const file = await fileOf(path);
  const format = formatOf(file, name);
  if (!format.read) throw new UsageError(`Cannot read "${file}": format ${format.name} can be written only.`);
  const { tensors, metadata = {}, checksums = new Map(), skipped = [] } = await format.read(file);
  const entries = Array.from(tensors, ([name, tensor]) => ({
    name,
    dtype: tensor.dtype,
    shape: tensor.shape,
    bytes: tensor.data.byteLength,
    crc32c: checksums.get(name),
  }));
  const numbers = Array.from(tensors.values(), countOf).reduce((sum, count) => sum + count, 0);
  report.json({ file, format: format.name, numbers, tensors: entries, metadata, skipped });
  report.text(`${file}: ${format.title}, ${tensors.size} tensors of ${numbers.toLocaleString('en')} numbers\n`);
  const hasChecksums = checksums.size > 0;
  report.text(
    table([
      ['name', 'dtype', 'shape', 'bytes', ...(hasChecksums ? ['crc32c'] : [])],
      ...entries.map(({ name, dtype, shape, bytes, crc32c = '' }) => [
        ...[name, dtype, `[${shape.join(', ')}]`, bytes.toLocaleString('en')],
        ...(hasChecksums ? [crc32c] : []),
      ]),
    ]),
  );
  for (const [key, text] of Object.entries(metadata)) {
    const shown = text.length > longestText ? `${text.slice(0, longestText)} …` : text;
    report.text(`\n${printable(key)}: ${printable(shown)}`);
  }
  if (skipped.length > 0) report.text(`\nNot read: ${skipped.map(printable).join(', ')}`);
}

function countOf({ data }: TensorData): number {
  return data.length;
}
