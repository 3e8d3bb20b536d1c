/** The largest of any number of numbers; `Math.max(...numbers)` takes as many as the stack holds. */
export function largestOf(numbers: Iterable<number>): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const number of numbers) largest = Math.max(largest, number);
  return largest;
}
