import { describe, expect, it } from 'vitest';
import type { Evaluated } from './early-stopping-scores.ts';
import { makeEarlyStoppingHook } from './make-early-stopping-hook.ts';
import { StopAtSecsHook } from './stop-at-secs-hook.ts';
import { stopIfNoDecreaseHook, stopIfNoIncreaseHook } from './stop-if-no-improvement-hook.ts';
import { stopIfHigherHook, stopIfLowerHook } from './stop-if-threshold-hook.ts';
import type { TrainingHook } from './training-hook.ts';

type Scores = Readonly<Record<string, number>>;

/** An estimator whose evaluations found these values of `loss`, by step. */
const evaluated = (losses: Readonly<Record<number, number>>, name?: string): Evaluated => ({
  evaluations: async (which) =>
    which === name ? Object.entries(losses).map(([step, loss]) => ({ loss, globalStep: Number(step) })) : [],
});

/** What a hook does at the steps that training comes to. */
async function run(hook: TrainingHook, steps: readonly number[]): Promise<{ stoppedAt?: number; log: string[] }> {
  const log: string[] = [];
  for (const step of steps) {
    let isStopped = false;
    const context = {
      globalStep: step,
      logger: { info: (line: string) => void log.push(line), warn: (line: string) => void log.push(line) },
      requestStop: () => {
        isStopped = true;
      },
      variable: (): never => expect.unreachable(),
      saveCheckpoint: (): never => expect.unreachable(),
    };
    if (step === steps[0]) await hook.begin?.(context);
    await hook.afterRun?.(context, { loss: 0, globalStep: step });
    if (isStopped) return { stoppedAt: step, log };
  }
  return { log };
}
const once = (hook: TrainingHook) => run(hook, [101]);

describe('stopIfNoDecreaseHook', () => {
  it('stops where so many steps have passed since the smallest value, saying so as TensorFlow does', async () => {
    const losses = { 10: 5, 20: 3, 30: 4, 40: 3.5 };
    expect(await once(stopIfNoDecreaseHook(evaluated(losses), 'loss', 20))).toEqual({
      stoppedAt: 101,
      log: [
        'No decrease in metric "loss" for 20 steps, which is greater than or equal to max steps (20) configured for early stopping.',
        'Requesting early stopping at global step 101',
      ],
    });
    expect(await once(stopIfNoDecreaseHook(evaluated(losses), 'loss', 21))).toEqual({ log: [] });
  });

  it('stops even where the value fell again after so many steps', async () => {
    const losses = { 10: 3, 20: 4, 30: 4, 40: 1 };
    expect((await once(stopIfNoDecreaseHook(evaluated(losses), 'loss', 20))).stoppedAt).toBe(101);
  });

  it('takes an equal value for no decrease', async () => {
    const losses = { 10: 3, 20: 3, 30: 3 };
    expect((await once(stopIfNoDecreaseHook(evaluated(losses), 'loss', 20))).stoppedAt).toBe(101);
  });

  it('passes over evaluations before minSteps', async () => {
    const losses = { 10: 1, 20: 3, 30: 2 };
    const stoppedAt = async (minSteps: number) =>
      (await once(stopIfNoDecreaseHook(evaluated(losses), 'loss', 20, { minSteps }))).stoppedAt;
    expect([await stoppedAt(10), await stoppedAt(11)]).toEqual([101, undefined]);
  });

  it('looks at the evaluations of a name', async () => {
    const estimator = evaluated({ 10: 1, 20: 2 }, 'validation');
    expect((await once(stopIfNoDecreaseHook(estimator, 'loss', 10))).stoppedAt).toBeUndefined();
    expect((await once(stopIfNoDecreaseHook(estimator, 'loss', 10, { name: 'validation' }))).stoppedAt).toBe(101);
  });

  it('takes evaluations in the order of their steps, and the last of a step', async () => {
    const estimatorOf = (scores: readonly (Scores & { globalStep: number })[]): Evaluated => ({
      evaluations: async () => scores,
    });
    const later = { loss: 2, globalStep: 20 };
    const earlier = { loss: 1, globalStep: 10 };
    expect((await once(stopIfNoDecreaseHook(estimatorOf([later, earlier]), 'loss', 10))).stoppedAt).toBe(101);
    const again = { loss: 0.5, globalStep: 20 };
    expect((await once(stopIfNoDecreaseHook(estimatorOf([later, earlier, again]), 'loss', 10))).stoppedAt).toBe(
      undefined,
    );
  });

  it('names the scores there are where it is given another', async () => {
    await expect(once(stopIfNoDecreaseHook(evaluated({ 10: 1 }), 'auc', 10))).rejects.toThrow(
      'Cannot stop early: the evaluations have no "auc", they have loss.',
    );
    expect(await once(stopIfNoDecreaseHook(evaluated({}), 'auc', 10))).toEqual({ log: [] });
  });
});

describe('stopIfNoIncreaseHook', () => {
  it('stops where so many steps have passed since the largest value', async () => {
    const values = { 10: 3, 20: 5, 30: 4, 40: 5 };
    const { stoppedAt, log } = await once(stopIfNoIncreaseHook(evaluated(values), 'loss', 20));
    expect(stoppedAt).toBe(101);
    expect(log[0]).toBe(
      'No increase in metric "loss" for 20 steps, which is greater than or equal to max steps (20) configured for early stopping.',
    );
    expect((await once(stopIfNoIncreaseHook(evaluated({ 10: 3, 20: 5, 30: 6 }), 'loss', 20))).stoppedAt).toBe(
      undefined,
    );
  });
});

describe('stopIfHigherHook and stopIfLowerHook', () => {
  it('stop where a value has crossed the threshold, at whichever step', async () => {
    const values = { 10: 0.5, 20: 0.96, 30: 0.1 };
    expect(await once(stopIfHigherHook(evaluated(values), 'loss', 0.95))).toEqual({
      stoppedAt: 101,
      log: [
        'At step 20, metric "loss" has value 0.96 which is greater than the configured threshold (0.95) for early stopping.',
        'Requesting early stopping at global step 101',
      ],
    });
    expect((await once(stopIfLowerHook(evaluated(values), 'loss', 0.2))).log[0]).toBe(
      'At step 30, metric "loss" has value 0.1 which is less than the configured threshold (0.2) for early stopping.',
    );
  });

  it('do not where it is only reached, or was crossed before minSteps', async () => {
    expect(await once(stopIfHigherHook(evaluated({ 10: 0.95 }), 'loss', 0.95))).toEqual({ log: [] });
    expect(await once(stopIfLowerHook(evaluated({ 10: 0.95 }), 'loss', 0.95))).toEqual({ log: [] });
    expect(await once(stopIfHigherHook(evaluated({ 10: 1 }), 'loss', 0.95, { minSteps: 11 }))).toEqual({ log: [] });
  });
});

describe('makeEarlyStoppingHook', () => {
  it('asks at the first step and then every so many, of its estimator', async () => {
    const asked: number[] = [];
    const hook = makeEarlyStoppingHook(
      'the estimator',
      async (estimator, { globalStep }) => {
        expect(estimator).toBe('the estimator');
        asked.push(globalStep);
        return globalStep >= 10;
      },
      { runEverySteps: 5 },
    );
    const steps = Array.from({ length: 20 }, (_, i) => i + 1);
    expect(await run(hook, steps)).toEqual({
      stoppedAt: 11,
      log: ['Requesting early stopping at global step 11'],
    });
    expect(asked).toEqual([1, 6, 11]);
  });

  it('is refused without a function, or an interval', () => {
    expect(() => makeEarlyStoppingHook(0, undefined as unknown as () => boolean)).toThrow(
      'shouldStop must be a function, found undefined',
    );
    expect(() => makeEarlyStoppingHook(0, () => true, { runEverySecs: 60, runEverySteps: 5 })).toThrow('one of them');
    expect(() => makeEarlyStoppingHook(0, () => true, { runEverySecs: 0 })).toThrow('must be above 0; it is 0');
  });
});

describe('StopAtSecsHook', () => {
  it('stops at the first step that is so many seconds after the beginning', async () => {
    let seconds = 100;
    const hook = new StopAtSecsHook({ stopAfterSecs: 3, now: () => 1000 * seconds++ });
    expect((await run(hook, [1, 2, 3, 4])).stoppedAt).toBe(3);
    expect((await run(hook, [4, 5, 6, 7])).stoppedAt).toBe(6);
  });

  it('is refused a time that is none', () => {
    expect(() => new StopAtSecsHook({ stopAfterSecs: 0 })).toThrow('stopAfterSecs must be above 0; it is 0');
  });
});

it.each([
  ['steps', () => stopIfNoDecreaseHook(evaluated({}), 'loss', -1), 'maxStepsWithoutDecrease must be a whole number'],
  ['steps', () => stopIfNoIncreaseHook(evaluated({}), 'loss', 0.5), 'maxStepsWithoutIncrease must be a whole number'],
  ['minSteps', () => stopIfLowerHook(evaluated({}), 'loss', 1, { minSteps: -1 }), 'minSteps must be a whole number'],
  ['a threshold', () => stopIfHigherHook(evaluated({}), 'loss', Number.NaN), 'must be a finite number; it is NaN'],
])('early stopping refuses %s that it cannot use', (_, make, message) => {
  expect(make).toThrow(message);
});
