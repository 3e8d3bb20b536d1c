import { printable } from '@feedforward/checkpoint';
import type { Context } from '../context.ts';
import { fileOf } from '../formats/file-of.ts';
import type { Contents } from '../formats/format.ts';
import { formatOf } from '../formats/formats.ts';
import { lossIn, networkTexts } from '../formats/loss-in.ts';
import { networkIn } from '../formats/network-in.ts';
import { UsageError } from '../usage-error.ts';

/** What `feedforward convert` takes. */
export interface ConvertOptions {
  readonly from?: string;
  readonly to?: string;
  /** The network's parameters alone, without what training keeps beside them. */
  readonly network?: boolean;
}

/** Writes what a file holds in another format. */
export async function convert(
  path: string,
  target: string,
  { from, to, network = false }: ConvertOptions,
  { report }: Context,
): Promise<void> {
  const source = await fileOf(path);
  const [reader, writer] = [formatOf(source, from), formatOf(target, to)];
  if (!reader.read) throw new UsageError(`Cannot read "${source}": format ${reader.name} can be written only.`);
  if (!writer.write) throw new UsageError(`Cannot write "${target}": format ${writer.name} can be read only.`);
  const found = await reader.read(source);
  const contents = network ? networkOf(found) : found;
  await writer.write(target, contents);
  const { skipped = [] } = found;
  report.json({ source, target, from: reader.name, to: writer.name, tensors: contents.tensors.size, skipped });
  report.text(`${target}: ${writer.title}, from ${contents.tensors.size} tensors of ${source}`);
  if (skipped.length > 0) report.note(`Not read, and so not written: ${skipped.map(printable).join(', ')}`);
}

function networkOf(contents: Contents): Contents {
  const { tensors } = networkIn(contents);
  const { model = '' } = contents.metadata ?? {};
  return { tensors: new Map(tensors), metadata: networkTexts(JSON.parse(model), lossIn(contents)) };
}
