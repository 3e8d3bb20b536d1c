/**
 * Refuses class labels that are not whole numbers from 0 to `classes` − 1.
 * @param cannot What could not be done, as the error begins: `train with hinge`.
 * @throws RangeError that names the first such row.
 */
export function checkClasses(labels: ArrayLike<number>, classes: number, cannot: string): void {
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (!(Number.isInteger(label) && label >= 0 && label < classes)) {
      const required = classes === 1 ? 'the only class is 0' : `classes are whole numbers from 0 to ${classes - 1}`;
      throw new RangeError(`Cannot ${cannot}: ${required}, the label of row ${row} is ${label}.`);
    }
  }
}
