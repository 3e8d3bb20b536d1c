import type { Cursor } from './hdf5-source.ts';

/** The shape of a dataset or an attribute. */
export interface Dataspace {
  readonly shape: number[];
  readonly count: number;
  readonly isScalar: boolean;
  /** Whether there is nothing, not even a scalar. */
  readonly isNull: boolean;
}

export function readDataspace(cursor: Cursor): Dataspace {
  const version = cursor.byte();
  if (version !== 1 && version !== 2) throw new Error('it is damaged: a shape of no known version');
  const rank = cursor.byte();
  if (rank > 32) throw new Error('it is damaged: a shape must have 32 dimensions at most, it has more');
  cursor.skip(1);
  const type = version === 2 ? cursor.byte() : rank === 0 ? 0 : 1;
  if (version === 1) cursor.skip(5);
  if (type === 2) return { shape: [], count: 0, isScalar: false, isNull: true };
  const shape = Array.from({ length: rank }, () => cursor.length());
  const count = shape.reduce((product, dimension) => product * dimension, 1);
  if (!Number.isSafeInteger(count * 8)) throw new Error('it is damaged: a shape is more than can be counted');
  return { shape, count, isScalar: rank === 0, isNull: false };
}
