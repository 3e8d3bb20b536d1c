/** How many threads this machine runs at once; 1 where the runtime does not tell. */
export function processors(): number {
  // Node 20 has no navigator.
  return (
    globalThis.navigator?.hardwareConcurrency ??
    globalThis.process?.getBuiltinModule?.('node:os').availableParallelism() ??
    1
  );
}
