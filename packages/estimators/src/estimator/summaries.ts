import { SummaryWriter } from '@feedforward/checkpoint/tensorboard';
import { SummarySaverHook } from '../hooks/summary-saver-hook.ts';
import type { Logger } from '../log/logger.ts';
import { nameOfScore } from './log-of-scores.ts';

/** What an estimator writes for TensorBoard: training into its folder, evaluations into `eval` and `eval_<name>` there. */
export class Summaries {
  readonly #folder: string;
  readonly #everySteps: number;
  readonly #logger: Logger;
  /** One for each folder: training again and again is to make one file. */
  readonly #writers = new Map<string, SummaryWriter>();

  constructor(folder: string, everySteps: number, logger: Logger) {
    this.#folder = folder;
    this.#everySteps = everySteps;
    this.#logger = logger;
  }

  /** For one call of `train`. */
  hook(): SummarySaverHook {
    return new SummarySaverHook({ saveSteps: this.#everySteps, summaryWriter: this.#writerFor(this.#folder) });
  }

  /** By TensorFlow's names of scores. What cannot be written is a warning. */
  async addEvaluation(
    name: string | undefined,
    scores: Readonly<Record<string, number>>,
    globalStep: number,
  ): Promise<void> {
    const writer = this.#writerFor(`${this.#folder}/${name === undefined ? 'eval' : `eval_${name}`}`);
    const named = Object.entries(scores).map(([score, value]) => [nameOfScore(score), value] as const);
    writer.addScalars(Object.fromEntries(named), globalStep);
    try {
      await writer.flush();
    } catch (error) {
      this.#logger.warn(`The summaries are not saved: ${error instanceof Error ? error.message : error}`);
    }
  }

  #writerFor(folder: string): SummaryWriter {
    const writer = this.#writers.get(folder) ?? new SummaryWriter(folder);
    this.#writers.set(folder, writer);
    return writer;
  }
}
