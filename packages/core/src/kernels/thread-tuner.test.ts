import { describe, expect, it } from 'vitest';
import { ThreadTuner } from './thread-tuner.ts';

/** The numbers of threads chosen for so many runs, of which each takes what `time` says. */
function choices(tuner: ThreadTuner, runs: number, time: (threads: number) => number): number[] {
  return Array.from({ length: runs }, () => {
    const threads = tuner.choose(2);
    tuner.record(threads, time(threads));
    return threads;
  });
}

const share = (values: readonly number[], wanted: number): number =>
  values.filter((value) => value === wanted).length / values.length;

describe('ThreadTuner', () => {
  it('takes all threads where they are faster, and one where they are not', () => {
    expect(
      share(
        choices(new ThreadTuner(), 1000, (threads) => 2 / threads),
        2,
      ),
    ).toBeGreaterThan(0.95);
    expect(
      share(
        choices(new ThreadTuner(), 1000, (threads) => threads),
        1,
      ),
    ).toBeGreaterThan(0.95);
  });

  it('changes its mind when that changes', () => {
    const tuner = new ThreadTuner();
    choices(tuner, 300, (threads) => 2 / threads);
    choices(tuner, 400, (threads) => 10 * threads);
    expect(
      share(
        choices(tuner, 300, (threads) => 10 * threads),
        1,
      ),
    ).toBeGreaterThan(0.9);
  });

  it('is not misled by one slow run', () => {
    const tuner = new ThreadTuner();
    let run = 0;
    choices(tuner, 10, (threads) => (run++ === 2 ? 1000 : 2 / threads));
    expect(tuner.choose(2)).toBe(2);
  });

  it('has no choice where there is one thread', () => {
    expect(new ThreadTuner().choose(1)).toBe(1);
  });
});
