import { Dataset, type Labels } from '@feedforward/datasets';

const mostClasses = 10_000;
/** So many may be all different, as in a table of a few rows. */
const fewClasses = 20;

/** The classes' names, by index: the data's own, or 0, 1, 2 … */
export function classNames(examples: Dataset, test: Dataset | undefined, title: string): readonly string[] {
  return examples.labelNames ?? numbered([examples.labels, ...(test ? [test.labels] : [])], title);
}

/**
 * Refuses labels that are no classes: one for all, fractions (as scikit-learn does), or next to none that recurs.
 * @throws RangeError
 */
export function requireClasses(names: readonly string[], examples: number, title: string): void {
  if (names.length < 2) {
    throw new RangeError(`Cannot learn classes from ${title}: it must have two or more, found ${names.length}.`);
  }
  const fraction = names.every((name) => Number.isFinite(Number(name)))
    ? names.find((name) => !Number.isInteger(Number(name)))
    : undefined;
  if (fraction === undefined && (names.length <= fewClasses || names.length <= examples / 2)) return;
  throw new RangeError(
    `Cannot learn classes from ${title}: its labels must be classes, each of several examples; found ${names.length} labels, such as "${fraction ?? names[0]}", for ${examples} examples. Name the column of the classes with --label.`,
  );
}

function numbered(parts: readonly Labels[], title: string): string[] {
  let largest = 0;
  for (const labels of parts) for (const label of labels) largest = Math.max(largest, label);
  if (largest < mostClasses) return Array.from({ length: largest + 1 }, (_, index) => String(index));
  throw new RangeError(
    `Cannot learn classes from ${title}: labels must be indices below ${mostClasses}, found ${largest}.`,
  );
}

/**
 * The data with its labels counted as in `classes`, which its names are found in.
 * @throws RangeError for a class that is not there.
 */
export function withClasses(
  data: Dataset,
  names: readonly string[],
  classes: readonly string[],
  title: string,
): Dataset {
  if (names.every((name, index) => name === classes[index])) return data;
  const indices = names.map((name) => {
    const index = classes.indexOf(name);
    if (index >= 0) return index;
    throw new RangeError(
      `Cannot score ${title}: its class "${name}" is none that the model knows, which are ${classes.slice(0, 20).join(', ')}.`,
    );
  });
  const labels = Int32Array.from(data.labels, (label) => indices[label]!);
  return new Dataset({ features: data.features, labels, featureNames: data.featureNames, labelNames: classes });
}
