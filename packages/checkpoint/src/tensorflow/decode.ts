import { defaultMaxBytes } from '../default-max-bytes.ts';
import type { DownloadOptions } from '../files/download.ts';
import { MemoryBudget } from '../memory-budget.ts';
import type { Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import { checkShape } from '../shape.ts';
import type { TensorData } from '../tensor-data.ts';
import { type Bundle, readBundle } from './bundle.ts';
import { nameOfDType, readDTypes } from './dtypes.ts';
import { readSlices } from './read-slices.ts';
import { refuseFor } from './refuse.ts';
import { ShardReader } from './shard-reader.ts';

/** The files of a TensorFlow V2 checkpoint. */
export interface TensorFlowCheckpointBytes {
  /** Of the file that ends in `.index`. */
  readonly index: Uint8Array;
  /** Of the files that end in `.data-00000-of-00001` and so on, in that order. */
  readonly shards: readonly Uint8Array[];
}

/** How a TensorFlow checkpoint is read. */
export interface TensorFlowReadOptions extends DownloadOptions {
  /**
   * Called for every tensor that is passed over, for no typed array holds what it holds: strings (a TF2 checkpoint has
   * one, `_CHECKPOINTABLE_OBJECT_GRAPH`), complex numbers, variants. `dtype` is TensorFlow's name, as `DT_STRING`.
   */
  readonly onSkip?: (name: string, dtype: string) => void;
  /** The most memory in bytes to take beside the files' own bytes. Default: 3 times those and 8 MiB. */
  readonly maxBytes?: number;
}

/**
 * Tensors from the bytes of a TensorFlow V2 checkpoint, which `tf.train.Saver`, `tf.train.Checkpoint` and estimators
 * write: all of them by name, in the order of the names. Every tensor gets memory of its own.
 *
 * The index may be compressed by Snappy; tensors that were saved in slices (partitioned variables) are put together.
 * Every checksum is verified, and declared sizes are checked before memory is taken. Half precision and bfloat16 are
 * read as float32, which holds each of their values exactly; quantized integers are read as the integers that they are.
 *
 * @param options.name What errors call the checkpoint.
 * @throws Error that says which tensor or which part of the index is not what it should be.
 * @example
 * ```ts
 * import { decodeTensorFlowCheckpoint, encodeTensorFlowCheckpoint } from '@feedforward/checkpoint/tensorflow';
 *
 * const bias = { dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) } as const;
 * const tensors = decodeTensorFlowCheckpoint(encodeTensorFlowCheckpoint([['hidden1/bias', bias]]));
 * console.log(tensors.get('hidden1/bias')?.data); // Float32Array(2) [ 1, 2 ]
 * ```
 */
export function decodeTensorFlowCheckpoint(
  { index, shards }: TensorFlowCheckpointBytes,
  options: TensorFlowReadOptions & { readonly name?: string } = {},
): Map<string, TensorData> {
  const refuse = refuseFor(options.name);
  const size = shards.reduce((sum, { length }) => sum + length, index.length);
  const budget = new MemoryBudget(options.maxBytes ?? defaultMaxBytes(size), refuse);
  const bundle = readBundle(index, budget, refuse);
  if (shards.length !== bundle.shards) {
    throw refuse(`its index counts ${bundle.shards} data files, given are ${shards.length}`);
  }
  return readTensors(bundle, shards, budget, refuse, options);
}

/** The tensors of an index that was read already. */
export function readTensors(
  bundle: Bundle,
  shards: readonly Uint8Array[],
  budget: MemoryBudget,
  refuse: Refuse,
  { onSkip }: TensorFlowReadOptions,
): Map<string, TensorData> {
  const reader = new ShardReader(shards, refuse);
  const tensors = new Map<string, TensorData>();
  for (const [name, entry] of bundle.tensors) {
    const what = `tensor ${quote(name)}`;
    const stored = readDTypes.get(entry.dtype);
    if (!stored) {
      onSkip?.(name, nameOfDType(entry.dtype));
      continue;
    }
    const { shape, count } = checkShape(entry.shape, what, refuse);
    const bytes =
      entry.slices.length > 0
        ? readSlices({ ...entry, name, shape, count, size: stored.size }, bundle.slices, reader, budget, refuse)
        : reader.take(entry, count * stored.size, what);
    budget.takeTensor(count * stored.ownSize);
    tensors.set(name, { dtype: stored.dtype, shape, data: stored.read(bytes) });
  }
  return tensors;
}
