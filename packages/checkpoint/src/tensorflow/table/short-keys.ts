// The index of a table has for every block a key that is not below the block's last and below the next block's first;
// these find a short one, as TensorFlow's table_builder.cc does.

/** For a block before another one, which begins with `next`. */
export function shortestSeparator(last: Uint8Array, next: Uint8Array): Uint8Array {
  const at = last.findIndex((byte, i) => byte !== next[i]);
  if (at < 0 || at >= next.length) return last;
  const byte = last[at]! + 1;
  return byte < next[at]! ? withLast(last, at, byte) : last;
}

/** For the last block. */
export function shortSuccessor(last: Uint8Array): Uint8Array {
  const at = last.findIndex((byte) => byte !== 0xff);
  return at < 0 ? last : withLast(last, at, last[at]! + 1);
}

/** A key's bytes before a place, and another one there to end it. */
function withLast(key: Uint8Array, at: number, byte: number): Uint8Array {
  const short = key.slice(0, at + 1);
  short[at] = byte;
  return short;
}
