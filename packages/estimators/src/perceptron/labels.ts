import { LabelEncoder } from '@feedforward/datasets';

/** What a class can be called. */
export type Label = number | string | boolean;

/**
 * The distinct labels in ascending order: numbers by value, strings by code point, false before true, as `numpy.unique`
 * has them.
 * @throws TypeError for labels that are none of these, or are some of each; RangeError for numbers that are not whole.
 */
export function classesOf<L extends Label>(labels: ArrayLike<L>): L[] {
  const distinct = new Set<L>();
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (!['number', 'string', 'boolean'].includes(typeof label) || typeof label !== typeof labels[0]) {
      throw new TypeError(
        `Cannot use labels: all must be numbers, all strings, or all booleans; the first is a ${typeof labels[0]}, label ${i} a ${typeof label}.`,
      );
    }
    if (typeof label === 'number' && !Number.isInteger(label)) {
      throw new RangeError(`Cannot use labels: those that are numbers must be whole, label ${i} is ${label}.`);
    }
    distinct.add(label);
  }
  const classes = [...distinct];
  return areStrings(classes)
    ? new LabelEncoder<L & string>().fit(classes).classes
    : classes.sort((a, b) => Number(a) - Number(b));
}

function areStrings<L extends Label>(labels: readonly L[]): labels is (L & string)[] {
  return typeof labels[0] === 'string';
}
