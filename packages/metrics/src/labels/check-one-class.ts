import type { Matrix } from '@feedforward/datasets';

/**
 * Refuses rows of 0 and 1 that are not of one class each: an example of several classes, or of none.
 * @param cannot What could not be done, as the error begins: `score accuracy`.
 * @throws RangeError that names the first such row.
 */
export function checkOneClass(labels: Matrix, cannot: string): void {
  let i = 0;
  for (const row of labels.rows()) {
    const ones = row.reduce((count, value) => (value === 1 ? count + 1 : count), 0);
    if (ones !== 1 && row.every((value) => value === 0 || value === 1)) {
      throw new RangeError(
        `Cannot ${cannot}: rows of labels must be of one class each, row ${i} is of ${ones}. Of labels that each are a yes or no, binaryAccuracy tells.`,
      );
    }
    i++;
  }
}
