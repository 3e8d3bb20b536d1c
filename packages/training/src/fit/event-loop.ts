/** How long, in milliseconds, training may keep timers, signals and drawing waiting. */
const longestHold = 50;

/** A function to await between steps: it gives the event loop a turn whenever it was held for too long. */
export function eventLoopTurns(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < longestHold) return;
    await new Promise<void>((resolve) => {
      setTimeout(resolve); // not setImmediate, which may come before timers that are due
    });
    last = performance.now();
  };
}

/**
 * Gives the event loop a turn where that costs no more than microseconds: in Node, Deno and Bun. A file takes a dozen
 * turns to be written, so whoever writes one while training goes on takes one after each step.
 */
export function quickTurn(): Promise<void> | undefined {
  if (typeof globalThis.setImmediate !== 'function') return undefined;
  return new Promise((resolve) => void setImmediate(resolve));
}
