import { IntervalTimer } from './interval-timer.ts';
import type { HookContext, TrainingHook } from './training-hook.ts';

/** How often {@link makeEarlyStoppingHook} asks: by one of the two. */
export interface EarlyStoppingInterval {
  /** Default 60, where `runEverySteps` is not given. */
  readonly runEverySecs?: number | undefined;
  readonly runEverySteps?: number | undefined;
}

/**
 * Ends training when a function says so, which is asked at the first step and then at intervals: TensorFlow's
 * `make_early_stopping_hook`.
 *
 * @param shouldStop May return a promise, which training waits for.
 * @example
 * ```ts
 * import { loadIris } from '@feedforward/datasets';
 * import { arrayInputFn, DNNClassifier, makeEarlyStoppingHook, numericColumn, silentLogger } from '@feedforward/estimators';
 *
 * const { features, labels } = loadIris();
 * const classifier = new DNNClassifier({
 *   hiddenUnits: [10],
 *   nClasses: 3,
 *   featureColumns: [numericColumn('iris', { shape: [4] })],
 *   config: { randomSeed: 42, logger: silentLogger },
 * });
 * const input = arrayInputFn({ x: { iris: features }, y: labels, numEpochs: null, shuffle: true });
 * const validation = arrayInputFn({ x: { iris: features }, y: labels, shuffle: false });
 * const isGood = async () => (await classifier.evaluate({ inputFn: validation })).accuracy > 0.9;
 * await classifier.train({ inputFn: input, hooks: [makeEarlyStoppingHook(classifier, isGood, { runEverySteps: 10 })] });
 * console.log(await isGood()); // true
 * ```
 * @throws RangeError for an interval that is none, TypeError if there is no function to ask.
 */
export function makeEarlyStoppingHook<E>(
  estimator: E,
  shouldStop: (estimator: E, context: HookContext) => boolean | Promise<boolean>,
  { runEverySteps: steps, runEverySecs }: EarlyStoppingInterval = {},
): TrainingHook {
  if (typeof shouldStop !== 'function') {
    throw new TypeError(`Cannot stop early: shouldStop must be a function, found ${typeof shouldStop}.`);
  }
  const seconds = runEverySecs ?? (steps === undefined ? 60 : undefined);
  const timer = new IntervalTimer('look whether to stop early', { steps, seconds });
  return {
    begin: () => timer.reset(),
    afterRun(context, { globalStep }) {
      if (!timer.isDue(globalStep)) return undefined;
      timer.restart(globalStep);
      return stopIf(shouldStop(estimator, context), context, globalStep);
    },
  };
}

async function stopIf(answer: boolean | Promise<boolean>, context: HookContext, globalStep: number): Promise<void> {
  if (!(await answer)) return;
  context.logger.info(`Requesting early stopping at global step ${globalStep}`);
  context.requestStop();
}
