import type { Comparison, Unit } from './contest.ts';

export const stepsPerSecond: Unit = { name: 'steps/s', of: (speed) => speed };

/** Where a step is a billion floating-point operations. */
export const gigaflops: Unit = { name: 'GFLOP/s', of: (speed) => speed };

/** How long a step takes. */
export const millisecondsEach: Unit = { name: 'ms', of: (speed) => 1000 / speed };

/** How many times the speed of the contestant the baseline's is. */
export const baselineIsFaster = (baseline: string): Comparison => ({
  title: `${baseline} is so many times as fast`,
  of: (speed, ofBaseline) => ofBaseline / speed,
  format: (ratio) => ratio.toFixed(ratio < 10 ? 2 : ratio < 100 ? 1 : 0),
});

/** How many times the baseline's speed the contestant's is. */
export const relativeTo = (baseline: string): Comparison => ({
  title: `speed relative to ${baseline}`,
  of: (speed, ofBaseline) => speed / ofBaseline,
  format: (ratio) => ratio.toFixed(2),
});

/** What share of the baseline's speed the contestant's is. */
export const shareOf = (baseline: string): Comparison => ({
  title: `% of ${baseline}`,
  of: (speed, ofBaseline) => speed / ofBaseline,
  format: (ratio) => (100 * ratio).toFixed(0),
});
