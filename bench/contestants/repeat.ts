import type { Run } from './serve.ts';

/** Takes steps, at least one, until the time is over. */
export function repeat(step: () => void): Run {
  return async (milliseconds) => {
    const start = performance.now();
    let steps = 0;
    do {
      step();
      steps++;
    } while (performance.now() - start < milliseconds);
    return { steps, seconds: (performance.now() - start) / 1000 };
  };
}

/** The same, of steps that end later. */
export function repeatAsync(step: () => Promise<unknown>): Run {
  return async (milliseconds) => {
    const start = performance.now();
    let steps = 0;
    do {
      await step();
      steps++;
    } while (performance.now() - start < milliseconds);
    return { steps, seconds: (performance.now() - start) / 1000 };
  };
}
