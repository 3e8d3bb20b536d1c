import { Matrix, type Targets } from '@feedforward/datasets';

/** What every label's value must be. */
export interface Requirement {
  /** In words that follow "labels must be". */
  readonly words: string;
  readonly holds: (value: number) => boolean;
}

export const finite: Requirement = {
  words: 'finite in float32',
  holds: (value) => Number.isFinite(Math.fround(value)),
};
export const zeroToOne: Requirement = { words: 'numbers from 0 to 1', holds: (value) => value >= 0 && value <= 1 };
export const zeroOrOne: Requirement = { words: '0 or 1', holds: (value) => value === 0 || value === 1 };

/**
 * Refuses labels that are not one number for each output of each row, or whose values are not as required.
 * One number a row also fits where there is one output.
 * @param cannot What could not be done, as the error begins: `train with hinge`.
 * @throws RangeError that names the shapes, or the first row whose value does not do.
 */
export function checkValues(labels: Targets, outputs: number, cannot: string, { words, holds }: Requirement): void {
  checkColumns(labels, outputs, cannot);
  const values = labels instanceof Matrix ? labels.toFloat32() : labels;
  for (let i = 0; i < values.length; i++) {
    if (holds(values[i]!)) continue;
    const place = outputs === 1 ? `row ${i}` : `row ${Math.floor(i / outputs)}, column ${i % outputs}`;
    throw new RangeError(`Cannot ${cannot}: labels must be ${words}, ${place} is ${values[i]}.`);
  }
}

/** @throws RangeError unless there is one number for each output of each row. */
export function checkColumns(labels: Targets, outputs: number, cannot: string): void {
  if ((labels instanceof Matrix ? labels.shape[1] : 1) === outputs) return;
  const found = labels instanceof Matrix ? labels.shape.join(', ') : labels.length;
  throw new RangeError(`Cannot ${cannot}: ${outputs} outputs take labels [batch, ${outputs}], they are [${found}].`);
}
