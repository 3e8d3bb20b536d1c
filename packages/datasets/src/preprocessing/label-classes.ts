/** What a class can be called. */
export type Label = number | string | boolean | bigint;

/** Labels as the indices of their classes. */
export interface EncodedLabels<L extends Label> {
  /** The distinct labels in ascending order. */
  readonly classes: L[];
  /** For each label, its place among the classes. */
  readonly codes: Int32Array;
}

/**
 * The distinct labels in ascending order, numbers by value, strings by code point, false before true, as `numpy.unique` has them; and
 * for each label its place among them.
 * @param cannot What could not be done, as the error begins: `split`.
 * @throws TypeError for labels that are none of these, or some of each; RangeError for NaN.
 */
export function encodeLabels<L extends Label>(labels: ArrayLike<L>, cannot: string): EncodedLabels<L> {
  const classes = uniqueLabels(labels, cannot);
  const places = new Map(classes.map((label, place) => [label, place]));
  return { classes, codes: Int32Array.from(labels, (label) => places.get(label)!) };
}

const kinds: ReadonlySet<string> = new Set(['number', 'string', 'boolean', 'bigint']);

/** The first part of {@link encodeLabels}, with its errors. */
export function uniqueLabels<L extends Label>(labels: ArrayLike<L>, cannot: string): L[] {
  const found = new Set<L>();
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (!kinds.has(typeof label) || typeof label !== typeof labels[0]) {
      throw new TypeError(
        `Cannot ${cannot}: labels are all numbers, all strings, all booleans or all BigInt; label 0 is a ${typeof labels[0]}, label ${i} a ${typeof label}.`,
      );
    }
    if (Number.isNaN(label)) throw new RangeError(`Cannot ${cannot}: a label cannot be NaN, label ${i} is.`);
    found.add(label);
  }
  return [...found].sort(compareLabels);
}

function compareLabels(a: Label, b: Label): number {
  // BigInt beyond 2 ** 53 would be alike as numbers.
  if (typeof a !== 'string' || typeof b !== 'string') return a < b ? -1 : a > b ? 1 : 0;
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((character, i) => character !== right[i]);
  if (at < 0) return left.length - right.length;
  return left[at]!.codePointAt(0)! - (right[at]?.codePointAt(0) ?? -1);
}
