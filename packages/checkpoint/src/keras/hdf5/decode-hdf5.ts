import { defaultMaxBytes } from '../../default-max-bytes.ts';
import { printable, printableLines } from '../../printable.ts';
import type { Refuse } from '../../refuse.ts';
import { copyAs, typedArrays } from '../../safetensors/dtypes.ts';
import { bfloat16ToFloat32, float16ToFloat32 } from '../../safetensors/half-floats.ts';
import type { TensorData } from '../../tensor-data.ts';
import type { Hdf5Limits, Hdf5Tree } from './hdf5-tree.ts';
import { h5wasmUrl, loadH5wasm } from './load-h5wasm.ts';
import { UnknownHdf5 } from './own/hdf5-source.ts';
import { isWhole, readOwnTree } from './own/read-tree.ts';
import { type RawTree, readTree } from './read-tree.ts';
import { readApart } from './run-apart.ts';

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]; // \x89HDF\r\n\x1a\n

/** Whether bytes begin as HDF5 files do. */
function isHdf5(bytes: Uint8Array): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

/** What an HDF5 file holds. @throws Error that says what is wrong with it, or that the library is not there. */
export async function decodeHdf5(
  bytes: Uint8Array,
  { maxBytes = defaultMaxBytes(bytes), maxSeconds = 10 + bytes.length / 1e6 }: Hdf5Limits,
  refuse: Refuse,
): Promise<Hdf5Tree> {
  if (!isHdf5(bytes)) throw refuse('it must begin as HDF5 files do, it does not');
  try {
    return treeOf(readOwnTree(bytes, maxBytes));
  } catch (error) {
    if (!(error instanceof UnknownHdf5))
      throw refuse(printable(error instanceof Error ? error.message : String(error)));
  }
  // What is rare is left to the HDF5 library.
  const url = h5wasmUrl();
  const outcome =
    url === undefined ? 'unavailable' : await readApart({ url, bytes, maxBytes, mostMemory: 2 * maxBytes }, maxSeconds);
  if (outcome === 'late') {
    throw refuse(`it is damaged, or takes more than ${maxSeconds} seconds to read; raise maxSeconds if you trust it`);
  }
  if (outcome === 'unavailable') return treeOf(await readHere(bytes, maxBytes, refuse));
  if ('error' in outcome) throw refuse(reasonIn(outcome.error));
  return treeOf(outcome.tree);
}

async function readHere(bytes: Uint8Array, maxBytes: number, refuse: Refuse): Promise<RawTree> {
  const library = await loadH5wasm('read HDF5');
  try {
    return await readTree(library, bytes, maxBytes);
  } catch (error) {
    throw refuse(reasonIn(error instanceof Error ? error.message : String(error)));
  }
}

function treeOf({ attributes, datasets, skipped }: RawTree): Hdf5Tree {
  const tensors = new Map<string, TensorData>();
  for (const [path, { dtype, shape, bytes }] of datasets) {
    if (dtype === 'float16' || dtype === 'bfloat16') {
      const toSingles = dtype === 'float16' ? float16ToFloat32 : bfloat16ToFloat32;
      tensors.set(path, { dtype: 'float32', shape, data: toSingles(bytes) });
    } else {
      const data = isWhole(bytes) ? new typedArrays[dtype](bytes.buffer) : copyAs(dtype, bytes);
      tensors.set(path, { dtype, shape, data });
    }
  }
  return { attributes, datasets: tensors, skipped };
}

/** Of the library's report, which is a stack of places and reasons, the reason at its end. */
function reasonIn(report: string): string {
  const message = printableLines(report);
  if (/^its? /.test(message)) return message;
  const [, filter] = /required filter '([^']*)' is not registered/.exec(message) ?? [];
  if (filter !== undefined) return `it is packed by the filter "${filter}", which the HDF5 library here does not have`;
  const reasons = [...message.matchAll(/\(\): (.*)$/gm)].map(([, reason]) => reason);
  return `it is damaged: ${reasons.at(-1) ?? message.split('\n')[0]?.replace(/\.$/, '')}`;
}
