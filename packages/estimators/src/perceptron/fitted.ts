import type { Label } from './labels.ts';
import type { Separator } from './train-binary.ts';

/** All that fitting changes. */
export interface Fitted<L extends Label> {
  readonly classes: readonly L[];
  /** One for two classes; else one for each class, against all others. */
  readonly separators: readonly Separator[];
  readonly nIter: number;
  readonly t: number;
}

/** Weights to begin with: those of {@link Fitted}, as users see them. */
export interface Start {
  readonly coef?: ArrayLike<ArrayLike<number>> | undefined;
  readonly intercept?: ArrayLike<number> | undefined;
}

/**
 * A beginning: with the weights given, else with zeros.
 * @throws RangeError for fewer than two classes, or for weights of another shape, or that are not finite.
 */
export function begin<L extends Label>(
  classes: readonly L[],
  width: number,
  { coef, intercept }: Start = {},
): Fitted<L> {
  if (classes.length < 2) {
    throw new RangeError(`Cannot fit: there must be at least two classes, found ${classes.length}: [${classes}].`);
  }
  const rows = classes.length === 2 ? 1 : classes.length;
  if (coef && !(coef.length === rows && Array.from(coef).every((row) => row.length === width))) {
    const found = `[${coef.length}, ${coef[0]?.length}]`;
    throw new RangeError(`Cannot fit: the weights to begin with must be [${rows}, ${width}] here, they are ${found}.`);
  }
  if (intercept && intercept.length !== rows) {
    throw new RangeError(
      `Cannot fit: the intercepts to begin with must be ${rows} here, they are ${intercept.length}.`,
    );
  }
  const separators = Array.from({ length: rows }, (_, k) => ({
    coef: coef ? Float64Array.from(coef[k]!) : new Float64Array(width),
    intercept: intercept?.[k] ?? 0,
  }));
  if (!separators.every((start) => Number.isFinite(start.intercept) && start.coef.every(Number.isFinite))) {
    throw new RangeError('Cannot fit: the weights and intercepts to begin with must be finite.');
  }
  return { classes, separators, nIter: 0, t: 1 };
}
