/** How long, in milliseconds, training may keep timers, signals and drawing waiting. */
const longestHold = 50;

/** A function to await between steps: it gives the event loop a turn whenever it was held for too long. */
export function eventLoopTurns(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < longestHold) return;
    await new Promise<void>((resolve) => {
      setTimeout(resolve);
    });
    last = performance.now();
  };
}
