import { distance } from 'fastest-levenshtein';

/** The error for a name that is none of the known ones: it gives the nearest of them, if one is near, and all. */
export function unknownName(kind: string, name: unknown, known: readonly string[]): RangeError {
  const found = typeof name === 'string' ? `"${name.slice(0, 40)}"` : describe(name);
  const near = typeof name === 'string' ? nearest(name.slice(0, 40), known) : undefined;
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  const all = known.length > 0 ? ` Known are ${[...known].sort().join(', ')}.` : ' There are none.';
  return new RangeError(`Unknown ${kind} ${found}.${hint}${all}`);
}

/**
 * The known name with the fewest letters to change, as long as they are at most half; among equals, the one most like
 * it in length. Case, spaces, `-` and `_` do not count.
 */
function nearest(name: string, known: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_ ]/g, '');
  const [best] = known
    .map((candidate) => ({
      candidate,
      changes: distance(plain(name), plain(candidate)),
      longer: Math.abs(plain(name).length - plain(candidate).length),
    }))
    .sort((a, b) => a.changes - b.changes || a.longer - b.longer);
  return best && best.changes <= Math.max(2, name.length / 2) ? best.candidate : undefined;
}

function describe(value: unknown): string {
  return value === null || typeof value !== 'object' ? String(value) : 'of another type than a string';
}
