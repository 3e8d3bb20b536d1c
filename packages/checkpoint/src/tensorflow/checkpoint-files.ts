import { defaultMaxBytes } from '../default-max-bytes.ts';
import { pathOf, readLocation, withSuffix } from '../files/read-location.ts';
import { writeFileAtomically } from '../files/write-file-atomically.ts';
import { MemoryBudget } from '../memory-budget.ts';
import type { TensorData } from '../tensor-data.ts';
import { readBundle } from './bundle.ts';
import { readTensors, type TensorFlowReadOptions } from './decode.ts';
import { encodeTensorFlowCheckpoint } from './encode.ts';
import { refuseFor } from './refuse.ts';

/**
 * Reads a TensorFlow V2 checkpoint, of any number of data files; see {@link decodeTensorFlowCheckpoint} for what is
 * checked and what the tensors are.
 *
 * @param prefix What TensorFlow calls the checkpoint: the path of its files without `.index` and `.data-00000-of-00001`.
 *   A URL is fetched, unless it is a file's; in a browser, so is a string, relative to the page.
 * @throws Error if a file cannot be read or is not what it should be; both name it.
 * @example
 * ```ts no-run
 * import { readTensorFlowCheckpoint } from '@feedforward/checkpoint/tensorflow';
 *
 * const tensors = await readTensorFlowCheckpoint('./my_model_final.ckpt');
 * for (const [name, { dtype, shape }] of tensors) console.log(name, dtype, shape);
 * ```
 */
export async function readTensorFlowCheckpoint(
  prefix: string | URL,
  options: TensorFlowReadOptions = {},
): Promise<Map<string, TensorData>> {
  const refuse = refuseFor(String(prefix));
  const index = await readLocation(withSuffix(prefix, '.index'), options);
  const ofIndex = new MemoryBudget(options.maxBytes ?? defaultMaxBytes(index), refuse);
  const bundle = readBundle(index, ofIndex, refuse);
  const shards: Uint8Array[] = [];
  while (shards.length < bundle.shards) {
    shards.push(await readLocation(withSuffix(prefix, shardSuffix(shards.length, bundle.shards)), options));
  }
  const size = shards.reduce((sum, { length }) => sum + length, index.length);
  const budget = new MemoryBudget(options.maxBytes ?? defaultMaxBytes(size), refuse);
  return readTensors(bundle, shards, budget, refuse, options);
}

/**
 * Writes a TensorFlow V2 checkpoint in one data file, in Node, Deno and Bun; see {@link encodeTensorFlowCheckpoint}.
 * TensorFlow reads it with `tf.train.load_checkpoint` and restores it with `tf.train.Saver`.
 *
 * Each file is written whole or not at all, the index last. Where an older checkpoint is written over and the program
 * ends between the two, the checksums in the old index do not fit the new data, and reading says so.
 *
 * @param prefix The path of its files without `.index` and `.data-00000-of-00001`; their folder must be there.
 * @throws What {@link encodeTensorFlowCheckpoint} throws, before anything is written; Error if a file cannot be written.
 */
export async function writeTensorFlowCheckpoint(
  prefix: string | URL,
  tensors: Iterable<readonly [name: string, tensor: TensorData]>,
): Promise<void> {
  const path = pathOf(prefix);
  const { index, shards } = encodeTensorFlowCheckpoint(tensors);
  await writeFileAtomically(path + shardSuffix(0, 1), shards[0]);
  await writeFileAtomically(`${path}.index`, index);
}

/** What ends the name of a data file. */
export function shardSuffix(shard: number, shards: number): string {
  return `.data-${String(shard).padStart(5, '0')}-of-${String(shards).padStart(5, '0')}`;
}
