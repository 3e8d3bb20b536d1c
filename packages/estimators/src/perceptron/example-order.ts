/**
 * Puts indices in random order, in place, as scikit-learn's data sets do: from the start, each place is swapped with
 * one not before it, drawn by a 32-bit xorshift (13, 17, 5) modulo 2³¹. A seed of 0 counts as 1.
 */
export function shuffleOrder(order: Int32Array, seed: number): void {
  let state = seed === 0 ? 1 : seed;
  for (let i = 0; i < order.length - 1; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const j = i + ((state & 0x7fffffff) % (order.length - i));
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
}
