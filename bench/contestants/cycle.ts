/** Gives the items in turn, over and over. */
export function cycle<T>(items: readonly T[]): () => T {
  let next = 0;
  return () => {
    const item = items[next];
    if (item === undefined) throw new RangeError('Cannot go round in nothing.');
    next = (next + 1) % items.length;
    return item;
  };
}
