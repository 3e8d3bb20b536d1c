import { CheckpointSaverHook } from '../hooks/checkpoint-saver-hook.ts';
import { LoggingTensorHook } from '../hooks/logging-tensor-hook.ts';
import { StepCounterHook } from '../hooks/step-counter-hook.ts';
import type { TrainingHook } from '../hooks/training-hook.ts';
import type { RunConfig } from './run-config.ts';

/**
 * The hooks of a run: those given, and an estimator's own around them, in the order in which TensorFlow has them,
 * which is that of the log's lines.
 * @param place Whether there is one for checkpoints, and what writes summaries there.
 */
export function withOwnHooks(
  hooks: readonly TrainingHook[],
  config: RunConfig,
  place: { readonly forCheckpoints: boolean; readonly summaries: TrainingHook | undefined },
): TrainingHook[] {
  const { saveCheckpointsSteps: saveSteps, logStepCountSteps: every = 100 } = config;
  const saveSecs = saveSteps === undefined ? (config.saveCheckpointsSecs ?? 600) : undefined;
  const saves = place.forCheckpoints && !hooks.some((hook) => hook instanceof CheckpointSaverHook);
  return [
    ...(saves ? [new CheckpointSaverHook({ saveSteps, saveSecs })] : []),
    ...(every > 0 ? [new StepCounterHook({ everyNSteps: every })] : []),
    ...(place.summaries ? [place.summaries] : []),
    ...hooks,
    ...(every > 0 ? [new LoggingTensorHook({ tensors: ['loss', 'step'], everyNIter: every })] : []),
  ];
}
