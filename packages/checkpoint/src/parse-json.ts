import { defaultMaxBytes } from './default-max-bytes.ts';
import { MemoryBudget } from './memory-budget.ts';
import { printable } from './printable.ts';
import type { Refuse } from './refuse.ts';

/** About what an array or object takes, and what each of its items does, in bytes. */
const [bytesPerList, bytesPerItem] = [56, 24];

/**
 * A value from JSON in UTF-8 that is not trusted. What it takes is counted first, for lists of lists take twenty times
 * what they are written with.
 */
export function parseJson(
  given: string | Uint8Array,
  what: string,
  refuse: Refuse,
  maxBytes: number = defaultMaxBytes(given.length),
): unknown {
  const budget = new MemoryBudget(maxBytes, refuse);
  try {
    const text = typeof given === 'string' ? given : new TextDecoder('utf-8', { fatal: true }).decode(given);
    budget.take(memoryOf(text));
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error;
    throw refuse(`${what} must be JSON in UTF-8: ${printable(error.message)}`);
  }
}

/** More where its texts hold brackets and commas, which are not told apart. */
function memoryOf(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5b || code === 0x7b) bytes += bytesPerList;
    else if (code === 0x2c || code === 0x3a) bytes += bytesPerItem;
  }
  return bytes;
}
