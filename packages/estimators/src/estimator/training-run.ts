import type { TensorData } from '@feedforward/checkpoint';
import { NonFiniteLossError } from '@feedforward/training';
import type { CheckpointSaverListener } from '../hooks/checkpoint-saver-listener.ts';
import type { HookContext, TrainingHook } from '../hooks/training-hook.ts';
import type { InputBatch } from '../input/input-fn.ts';
import { formatFloat32 } from '../log/format-number.ts';
import type { Logger } from '../log/logger.ts';

/** What a run trains. */
export interface Trained {
  readonly globalStep: number;
  /** One step, if its loss is finite: the loss. @throws NonFiniteLossError else. */
  step(batch: InputBatch): Promise<number>;
  variable(name: string): TensorData;
  /** Begins to save a checkpoint of this moment. @throws Error if there is no place, or a save before this one failed. */
  beginSave(): void;
  /** Waits for saves under way. @throws Error if one failed. */
  saved(): Promise<void>;
  /** Whether this step has its checkpoint, or one is being saved. */
  readonly isSaved: boolean;
}

/** What one call of `train` does. */
export interface TrainingRun {
  readonly trained: Trained;
  readonly batches: Iterable<InputBatch> | AsyncIterable<InputBatch>;
  /** The global step to end at. */
  readonly lastStep: number;
  readonly hooks: readonly TrainingHook[];
  readonly listeners: readonly CheckpointSaverListener[];
  readonly logger: Logger;
  readonly signal?: AbortSignal | undefined;
}

/** Trains until the batches end, the last step is reached, or a hook wants it to stop. */
export async function runTraining(run: TrainingRun): Promise<void> {
  const { trained, hooks, listeners, logger, lastStep, signal } = run;
  const stop = { requested: false };
  const context = contextOf(run, stop);
  for (const listener of listeners) await listener.begin?.();
  for (const hook of hooks) await hook.begin?.(context);
  let loss: number | undefined;
  for await (const batch of run.batches) {
    signal?.throwIfAborted();
    for (const hook of hooks) await hook.beforeRun?.(context);
    try {
      loss = await trained.step(batch);
    } catch (error) {
      if (!(error instanceof NonFiniteLossError)) throw error;
      logger.warn(`Model diverged with loss = ${formatFloat32(error.loss)}.`);
      const isAccepted = hooks.some((hook) => hook.onNonFiniteLoss?.(context, error.loss));
      if (!isAccepted) throw error;
      break;
    }
    const values = { loss, globalStep: trained.globalStep };
    for (const hook of hooks) {
      const pending = hook.afterRun?.(context, values);
      if (pending) await pending; // awaiting nothing would cost each step a turn
    }
    if (stop.requested || trained.globalStep >= lastStep) break;
  }
  for (const hook of hooks) await hook.end?.(context);
  await trained.saved();
  for (const listener of listeners) await listener.end?.(trained.globalStep);
  if (loss !== undefined) logger.info(`Loss for final step: ${formatFloat32(loss)}.`);
}

function contextOf({ trained, listeners, logger }: TrainingRun, stop: { requested: boolean }): HookContext {
  const requestStop = (): void => {
    stop.requested = true;
  };
  return {
    get globalStep() {
      return trained.globalStep;
    },
    logger,
    requestStop,
    variable: (name) => trained.variable(name),
    async saveCheckpoint() {
      if (trained.isSaved) return;
      const { globalStep } = trained;
      for (const listener of listeners) await listener.beforeSave?.(globalStep);
      await trained.saved(); // states that wait to be written would pile up
      trained.beginSave();
      if (listeners.length === 0) return;
      await trained.saved();
      for (const listener of listeners) if (await listener.afterSave?.(globalStep)) requestStop();
    },
  };
}
