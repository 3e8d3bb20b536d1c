/**
 * What a cross-entropy's config has of this option: nothing, unless it was given.
 * @throws TypeError for something else than true or false.
 */
export function checkFromLogits(type: string, fromLogits: unknown): Readonly<Record<string, boolean>> {
  if (fromLogits === undefined) return {};
  if (typeof fromLogits === 'boolean') return { fromLogits };
  throw new TypeError(`Cannot make ${type}: fromLogits must be true or false, it is ${JSON.stringify(fromLogits)}.`);
}
