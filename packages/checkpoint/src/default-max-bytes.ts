/** How many bytes a packed file may have once it is unpacked, if nobody says: a small one cannot take all memory. */
export function defaultMaxBytes(packed: Uint8Array): number {
  return Math.max(2 ** 26, 16 * packed.length);
}
