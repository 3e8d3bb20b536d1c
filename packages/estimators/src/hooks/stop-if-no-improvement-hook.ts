import { checkWhole } from '../estimator/run-config.ts';
import { type EarlyStoppingOptions, type Evaluated, scoresByStep } from './early-stopping-scores.ts';
import { makeEarlyStoppingHook } from './make-early-stopping-hook.ts';
import type { HookContext, TrainingHook } from './training-hook.ts';

/**
 * Ends training when a score of the estimator's evaluations has not become smaller for so many steps: TensorFlow's
 * `stop_if_no_decrease_hook`. In a `modelDir`, evaluations by earlier processes count too.
 *
 * It evaluates nothing itself: `trainAndEvaluate` does, or a hook or listener that calls `evaluate`.
 *
 * @param metricName Such as `'loss'`.
 * @param maxStepsWithoutDecrease From the step of the smallest value to that of a later evaluation.
 * @throws RangeError for a number of steps that is none, or an interval that is none; in training, for a score that
 *   evaluations do not have.
 */
export function stopIfNoDecreaseHook(
  estimator: Evaluated,
  metricName: string,
  maxStepsWithoutDecrease: number,
  options: EarlyStoppingOptions = {},
): TrainingHook {
  checkWhole('stop early', { maxStepsWithoutDecrease }, 0);
  return stopIfNoImprovementHook(estimator, metricName, maxStepsWithoutDecrease, options, {
    change: 'decrease',
    isBetter: (value, best) => value < best,
  });
}

/** Where larger is better, such as for `'accuracy'`: else as {@link stopIfNoDecreaseHook}. */
export function stopIfNoIncreaseHook(
  estimator: Evaluated,
  metricName: string,
  maxStepsWithoutIncrease: number,
  options: EarlyStoppingOptions = {},
): TrainingHook {
  checkWhole('stop early', { maxStepsWithoutIncrease }, 0);
  return stopIfNoImprovementHook(estimator, metricName, maxStepsWithoutIncrease, options, {
    change: 'increase',
    isBetter: (value, best) => value > best,
  });
}

interface Direction {
  readonly change: string;
  isBetter(value: number, best: number): boolean;
}

function stopIfNoImprovementHook(
  estimator: Evaluated,
  metricName: string,
  maxSteps: number,
  options: EarlyStoppingOptions,
  { change, isBetter }: Direction,
): TrainingHook {
  checkWhole('stop early', { minSteps: options.minSteps }, 0);
  const shouldStop = async (_: Evaluated, { logger }: HookContext): Promise<boolean> => {
    let best: { readonly step: number; readonly value: number } | undefined;
    for (const [step, value] of await scoresByStep(estimator, metricName, options)) {
      if (!best || isBetter(value, best.value)) best = { step, value };
      const since = step - best.step;
      if (since < maxSteps) continue;
      logger.info(
        `No ${change} in metric "${metricName}" for ${since} steps, which is greater than or equal to max steps (${maxSteps}) configured for early stopping.`,
      );
      return true;
    }
    return false;
  };
  return makeEarlyStoppingHook(estimator, shouldStop, options);
}
