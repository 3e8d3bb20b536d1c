import { checkWhole } from '../estimator/run-config.ts';
import { formatFloat32 } from '../log/format-number.ts';
import { type EarlyStoppingOptions, type Evaluated, scoresByStep } from './early-stopping-scores.ts';
import { makeEarlyStoppingHook } from './make-early-stopping-hook.ts';
import type { TrainingHook } from './training-hook.ts';

/**
 * Ends training when a score of one of the estimator's evaluations is above a threshold: TensorFlow's
 * `stop_if_higher_hook`. Like `stopIfNoDecreaseHook` it evaluates nothing itself.
 *
 * @param metricName Such as `'accuracy'`.
 * @throws RangeError for an interval that is none; in training, for a score that evaluations do not have.
 */
export function stopIfHigherHook(
  estimator: Evaluated,
  metricName: string,
  threshold: number,
  options: EarlyStoppingOptions = {},
): TrainingHook {
  return stopIfThresholdHook(estimator, metricName, threshold, options, {
    than: 'greater than',
    isCrossed: (value) => value > threshold,
  });
}

/** Where it is below a threshold: else as {@link stopIfHigherHook}. */
export function stopIfLowerHook(
  estimator: Evaluated,
  metricName: string,
  threshold: number,
  options: EarlyStoppingOptions = {},
): TrainingHook {
  return stopIfThresholdHook(estimator, metricName, threshold, options, {
    than: 'less than',
    isCrossed: (value) => value < threshold,
  });
}

function stopIfThresholdHook(
  estimator: Evaluated,
  metricName: string,
  threshold: number,
  options: EarlyStoppingOptions,
  { than, isCrossed }: { readonly than: string; isCrossed(value: number): boolean },
): TrainingHook {
  checkWhole('stop early', { minSteps: options.minSteps }, 0);
  if (!Number.isFinite(threshold)) {
    throw new RangeError(`Cannot stop early: the threshold must be a finite number; it is ${threshold}.`);
  }
  return makeEarlyStoppingHook(
    estimator,
    async (_, { logger }) => {
      const scores = await scoresByStep(estimator, metricName, options);
      const crossed = scores.find(([, value]) => isCrossed(value));
      if (!crossed) return false;
      const [step, value] = crossed;
      logger.info(
        `At step ${step}, metric "${metricName}" has value ${formatFloat32(value)} which is ${than} the configured threshold (${formatFloat32(threshold)}) for early stopping.`,
      );
      return true;
    },
    options,
  );
}
