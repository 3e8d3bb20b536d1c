/**
 * Refuses what nobody would read, such as an option in Python's spelling.
 * @param what What cannot be done then, such as "fit".
 * @throws RangeError that names the options there are, and the one that was found.
 */
export function checkNames(given: object, known: readonly string[], what: string): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new RangeError(`Cannot ${what}: its options are ${known.join(', ')}; found ${unknown}.`);
}
