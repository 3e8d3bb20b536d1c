import { closest } from 'fastest-levenshtein';
import { UsageError } from '../usage-error.ts';

/** The name, if it is one of the known. @throws UsageError that gives the nearest, and all. */
export function knownName<Name extends string>(kind: string, name: string, known: readonly Name[]): Name {
  const found = known.find((one) => one === name);
  if (found !== undefined) return found;
  throw new UsageError(
    `Unknown ${kind} "${name}". Did you mean "${closest(name, known)}"? Known are ${known.join(', ')}.`,
  );
}
