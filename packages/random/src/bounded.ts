/** Draws one unsigned 32-bit integer. */
export type NextUint32 = () => number;

/** The smallest all-ones mask that covers `max`, a 32-bit unsigned integer. */
function coveringMask(max: number): number {
  return max === 0 ? 0 : 0xffffffff >>> Math.clz32(max);
}

/**
 * An integer in 0 … `max` inclusive, by masked rejection: NumPy's legacy rule, which spends another draw
 * whenever the masked bits exceed `max`. `max` = 0 spends none.
 */
export function boundedInteger(next: NextUint32, max: number): number {
  if (max === 0) return 0;
  if (max > 0xffffffff) return boundedWide(next, BigInt(max));
  const mask = coveringMask(max);
  let value = (next() & mask) >>> 0;
  while (value > max) value = (next() & mask) >>> 0;
  return value;
}

/** The same rule on 64-bit draws, high word first. */
function boundedWide(next: NextUint32, max: bigint): number {
  const mask = (1n << BigInt(max.toString(2).length)) - 1n;
  for (;;) {
    const high = BigInt(next());
    const value = ((high << 32n) | BigInt(next())) & mask;
    if (value <= max) return Number(value);
  }
}
