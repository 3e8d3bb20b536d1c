import { SummaryWriter } from '@feedforward/checkpoint/tensorboard';
import { IntervalTimer } from './interval-timer.ts';
import type { HookContext, StepValues, TrainingHook } from './training-hook.ts';

/** What {@link SummarySaverHook} takes: one of the first two, and one of the others. */
export interface SummarySaverOptions {
  /** Every so many steps. */
  readonly saveSteps?: number | undefined;
  readonly saveSecs?: number | undefined;
  /** A folder, in Node, Deno and Bun. */
  readonly outputDir?: string | undefined;
  readonly summaryWriter?: SummaryWriter | undefined;
}

/**
 * Writes the curves `loss` and `global_step/sec` for TensorBoard, at the first step, which has no speed yet, then every so
 * many steps or seconds: TensorFlow's hook of that name, with what its step counter writes beside it. TensorBoard
 * forgets what a process that was killed wrote after its last checkpoint. Training does not wait for it; what cannot be
 * written is a warning, once a run.
 *
 * An estimator whose `modelDir` is a folder has one, by its `config`.
 */
export class SummarySaverHook implements TrainingHook {
  readonly #timer: IntervalTimer;
  readonly #writer: SummaryWriter;
  #written: Promise<void> = Promise.resolve();
  #hasWarned = false;

  /** @throws RangeError unless it is told when to write, by one of the two, and where, by one of the others. */
  constructor({ saveSteps, saveSecs, outputDir, summaryWriter }: SummarySaverOptions) {
    this.#timer = new IntervalTimer('save summaries', { steps: saveSteps, seconds: saveSecs });
    this.#writer = writerOf(outputDir, summaryWriter);
  }

  begin(): void {
    this.#timer.reset();
    this.#hasWarned = false;
  }

  afterRun({ logger }: HookContext, { loss, globalStep }: StepValues): void {
    if (!this.#timer.isDue(globalStep)) return;
    const passed = this.#timer.restart(globalStep);
    if (!passed) this.#writer.startSession(globalStep);
    const speed = passed && { 'global_step/sec': passed.steps / passed.seconds };
    this.#writer.addScalars({ loss, ...speed }, globalStep);
    this.#written = this.#writer.flush().catch((error: unknown) => {
      const message = `The summaries are not saved: ${error instanceof Error ? error.message : error}`;
      if (!this.#hasWarned) logger.warn(message);
      this.#hasWarned = true;
    });
  }

  async end(): Promise<void> {
    await this.#written;
  }
}

function writerOf(outputDir: string | undefined, summaryWriter: SummaryWriter | undefined): SummaryWriter {
  if (outputDir !== undefined && summaryWriter === undefined) return new SummaryWriter(outputDir);
  if (summaryWriter && outputDir === undefined) return summaryWriter;
  throw new RangeError(
    `Cannot save summaries: it takes outputDir or summaryWriter, one of them, found ${summaryWriter ? 'both' : 'none'}.`,
  );
}
