/** Number of 32-bit words in the generator's state. */
export const stateLength = 624;
const shift = 397;

/** Fills a state from a 32-bit seed (Knuth, TAOCP vol. 2, 3rd ed., p. 106), as NumPy's legacy seeding does. */
export function seedWords(seed: number): Uint32Array {
  const words = new Uint32Array(stateLength);
  words[0] = seed;
  for (let i = 1; i < stateLength; i++) {
    const previous = words[i - 1]! ^ (words[i - 1]! >>> 30);
    words[i] = Math.imul(1812433253, previous) + i;
  }
  return words;
}

/** One twist of the whole state: the next 624 words (Matsumoto and Nishimura 1998). */
export function twist(words: Uint32Array): void {
  for (let i = 0; i < stateLength; i++) {
    const y = (words[i]! & 0x80000000) | (words[(i + 1) % stateLength]! & 0x7fffffff);
    words[i] = words[(i + shift) % stateLength]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
  }
}

/** Spreads a state word's entropy over its bits; the result is an unsigned 32-bit integer. */
export function temper(word: number): number {
  let y = word;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return (y ^ (y >>> 18)) >>> 0;
}
