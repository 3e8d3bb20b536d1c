/** A way of giving the event loop a turn, and how long, in milliseconds, training may go on between two of them. */
interface Turns {
  readonly longestHold: number;
  take(resolve: () => void): void;
}

/**
 * In Node, Deno and Bun a turn costs microseconds. A file takes a dozen of them to be written, so they come often:
 * checkpoints are then written while training goes on.
 */
const immediate: Turns = { longestHold: 1, take: (resolve) => void setImmediate(resolve) };

/** In browsers a timer waits for milliseconds. Timers, events and drawing are kept waiting for no longer than this. */
const timer: Turns = { longestHold: 50, take: (resolve) => void setTimeout(resolve) };

/** A function to await between steps: it gives the event loop a turn whenever it was held for too long. */
export function eventLoopTurns(): () => Promise<void> {
  const { longestHold, take } = typeof globalThis.setImmediate === 'function' ? immediate : timer;
  let last = performance.now();
  return async () => {
    if (performance.now() - last < longestHold) return;
    await new Promise<void>(take);
    last = performance.now();
  };
}
