import type { Refuse } from './refuse.ts';

/** A shape as it stands in an index, checked: its rank is known, and its numbers can be counted. */
export interface CheckedShape {
  readonly shape: readonly number[];
  /** How many numbers there are. */
  readonly count: number;
}

/** As many as a TensorShape can have. */
export const greatestRank = 254;

export function checkShape(shape: readonly number[] | undefined, what: string, refuse: Refuse): CheckedShape {
  if (!shape) throw refuse(`${what} must have a shape, its rank is unknown`);
  if (shape.length > greatestRank) {
    throw refuse(`${what} must have ${greatestRank} dimensions at most, it has ${shape.length}`);
  }
  let count = 1;
  for (const dimension of shape) {
    if (!Number.isSafeInteger(dimension) || dimension < 0) {
      throw refuse(`${what} must have a shape of whole numbers of 0 or more, found ${dimension}`);
    }
    count *= dimension;
    if (!Number.isSafeInteger(count * 8)) throw refuse(`the size of ${what} is more than can be counted`);
  }
  return { shape, count };
}
