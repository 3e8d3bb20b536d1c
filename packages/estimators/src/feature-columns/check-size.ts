/** @throws RangeError if it is not a whole number, 1 or more, that is exact. */
export function checkSize(column: string, option: string, size: number): void {
  if (Number.isSafeInteger(size) && size >= 1) return;
  throw new RangeError(`Cannot make ${column}: ${option} must be a whole number, 1 or more; it is ${size}.`);
}
