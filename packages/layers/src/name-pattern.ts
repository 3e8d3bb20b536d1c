/**
 * Which names are meant: those in which a regular expression finds something; the one that a text is, and those below
 * it (`hidden1` is `hidden1/kernel` and `hidden1/bias`, not `hidden10/bias`); or those that any of a list means.
 */
export type NamePattern = string | RegExp | readonly (string | RegExp)[];

/**
 * The names that the pattern means, in their own order.
 * @throws RangeError if it, or a member of a list, means none of them.
 *
 * @example
 * ```ts
 * import { namesMatching } from '@feedforward/layers';
 *
 * const names = ['hidden1/kernel', 'hidden1/bias', 'outputs/kernel', 'outputs/bias'];
 * console.log(namesMatching('hidden1', names)); // [ 'hidden1/kernel', 'hidden1/bias' ]
 * console.log(namesMatching(/kernel$/, names)); // [ 'hidden1/kernel', 'outputs/kernel' ]
 * ```
 */
export function namesMatching(pattern: NamePattern, names: readonly string[]): string[] {
  const patterns = typeof pattern === 'string' || pattern instanceof RegExp ? [pattern] : pattern;
  for (const one of patterns) {
    if (names.some((name) => isMeant(one, name))) continue;
    const shown = typeof one === 'string' ? JSON.stringify(one) : String(one);
    throw new RangeError(`Cannot find ${shown}: it must match a name, there are ${names.join(', ') || 'none'}.`);
  }
  return names.filter((name) => patterns.some((one) => isMeant(one, name)));
}

function isMeant(pattern: string | RegExp, name: string): boolean {
  if (typeof pattern === 'string') return name === pattern || name.startsWith(`${pattern}/`);
  return name.search(pattern) >= 0; // unlike test, it does not go on from where the last search ended
}
