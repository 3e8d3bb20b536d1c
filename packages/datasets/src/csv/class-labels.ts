import { isNumber } from './is-number.ts';

/** Classes as indices, and their names by index. */
export interface ClassLabels {
  readonly labels: Int32Array;
  readonly labelNames: readonly string[];
}

/**
 * The classes that values name: sorted as numbers where all are numbers, else as text. The integers 0 … k − 1 are
 * thereby their own indices.
 */
export function classLabels(values: readonly string[]): ClassLabels {
  const areNumbers = values.every(isNumber);
  const classes = areNumbers ? values.map((value) => String(Number(value))) : values;
  const labelNames = [...new Set(classes)].sort(areNumbers ? (a, b) => Number(a) - Number(b) : undefined);
  const indices = new Map(labelNames.map((label, index) => [label, index]));
  return { labels: Int32Array.from(classes, (label) => indices.get(label)!), labelNames };
}
