import type { MemoryBudget } from '../memory-budget.ts';
import type { Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import type { CheckedShape } from '../shape.ts';
import { keyText } from './bundle.ts';
import type { BundleEntry, Extent } from './bundle-entry.ts';
import { nameOfDType } from './dtypes.ts';
import type { ShardReader } from './shard-reader.ts';
import { sliceKey } from './slice-key.ts';

/** A tensor that was saved in slices. */
export interface SlicedTensor extends CheckedShape {
  readonly name: string;
  /** Its number in types.proto. */
  readonly dtype: number;
  /** Bytes of one number. */
  readonly size: number;
  readonly slices: readonly (readonly Extent[])[];
}

/**
 * Puts the slices of a partitioned variable together. They must cover it, and not lie over each other; every one has
 * an entry of its own.
 */
export function readSlices(
  tensor: SlicedTensor,
  entries: ReadonlyMap<string, BundleEntry>,
  reader: ShardReader,
  budget: MemoryBudget,
  refuse: Refuse,
): Uint8Array {
  const what = `tensor ${quote(tensor.name)}`;
  const taken = new Set<BundleEntry>();
  const pieces = tensor.slices.map((slice) => {
    const extents = resolve(slice, tensor.shape);
    const entry = extents && entries.get(keyText(sliceKey(tensor.name, slice)));
    if (!entry) throw refuse(`a slice of ${what} is missing or does not lie within its shape`);
    if (taken.has(entry)) throw refuse(`a slice of ${what} comes twice`); // as often as it likes, were it empty
    taken.add(entry);
    if (entry.dtype !== tensor.dtype) {
      throw refuse(
        `a slice of ${what} must be ${nameOfDType(tensor.dtype)} as the whole is, it is ${nameOfDType(entry.dtype)}`,
      );
    }
    const count = extents.reduce((product, { length }) => product * length, 1);
    return { extents, count, bytes: reader.take(entry, count * tensor.size, `a slice of ${what}`) };
  });
  const total = pieces.reduce((sum, { count }) => sum + count, 0);
  if (total !== tensor.count) {
    throw refuse(`${what} has ${tensor.count} numbers, its ${pieces.length} slices have ${total}`);
  }
  budget.take(total * (tensor.size + 1));
  const whole = new Uint8Array(total * tensor.size);
  const isFilled = new Uint8Array(total);
  for (const { extents, bytes } of pieces) {
    for (const { at, from, length } of rows(extents, tensor.shape)) {
      if (isFilled.subarray(at, at + length).includes(1)) throw refuse(`the slices of ${what} lie over each other`);
      isFilled.fill(1, at, at + length);
      whole.set(bytes.subarray(from * tensor.size, (from + length) * tensor.size), at * tensor.size);
    }
  }
  return whole;
}

/** A length of -1 is all there is; undefined where a slice is not within the shape. */
function resolve(slice: readonly Extent[], shape: readonly number[]): Extent[] | undefined {
  const extents = slice.map(({ start, length }, i) => ({ start, length: length === -1 ? shape[i]! - start : length }));
  const isWithin = extents.every(({ start, length }, i) => start >= 0 && length >= 0 && start + length <= shape[i]!);
  return isWithin && slice.length === shape.length ? extents : undefined;
}

/** The runs of numbers that lie side by side in both: where each begins in the whole and in the slice. */
function* rows(
  extents: readonly Extent[],
  shape: readonly number[],
): Generator<{ at: number; from: number; length: number }> {
  const count = extents.reduce((product, { length }) => product * length, 1);
  const length = extents.at(-1)?.length ?? 1;
  const position = extents.map(({ start }) => start);
  for (let from = 0; from < count; from += length) {
    yield { at: position.reduce((at, place, i) => at * shape[i]! + place, 0), from, length };
    for (let i = extents.length - 2; i >= 0; i--) {
      const { start, length } = extents[i]!;
      position[i]!++;
      if (position[i]! < start + length) break;
      position[i] = start;
    }
  }
}
