import { checkNames } from '../check-names.ts';
import type { Logger } from '../log/logger.ts';

/** How an estimator runs. Names and defaults are those of TensorFlow's `RunConfig`. */
export interface RunConfig {
  /** Seeds the initial parameters, dropout and the input's shuffling. Default: a fresh one. */
  readonly randomSeed?: number | undefined;
  /** Besides after the first step and the last, save every so many. Default: by time, `saveCheckpointsSecs`. */
  readonly saveCheckpointsSteps?: number | undefined;
  /** Every so many seconds, where `saveCheckpointsSteps` is not given. Default 600. */
  readonly saveCheckpointsSecs?: number | undefined;
  /** How many of the newest to keep; 0 for all. Default 5. */
  readonly keepCheckpointMax?: number | undefined;
  /** Besides those, one every so many hours, for good. Default 10000. */
  readonly keepCheckpointEveryNHours?: number | undefined;
  /**
   * What checkpoints are saved as: files of this library's own, from which `loadModel` rebuilds the network; or those of
   * TensorFlow, by its names, from which its estimator goes on. Both hold all that training needs to go on to the very
   * bits, and both are read: the one that was saved last is the newest. Default `'safetensors'`.
   */
  readonly checkpointFormat?: 'safetensors' | 'tensorflow' | undefined;
  /**
   * Where `modelDir` is a folder, write `loss` and `global_step/sec` there for TensorBoard every so many steps, and every
   * evaluation's scores into its folder `eval`, or `eval_<name>`; 0 for never. Default 100.
   */
  readonly saveSummarySteps?: number | undefined;
  /** Log the loss and the speed every so many steps; 0 for never. Default 100. */
  readonly logStepCountSteps?: number | undefined;
  /** Where the log goes. Default: {@link consoleLogger}; {@link silentLogger} keeps it quiet. */
  readonly logger?: Logger | undefined;
}

const runConfigNames: readonly string[] = Object.keys({
  randomSeed: true,
  saveCheckpointsSteps: true,
  saveCheckpointsSecs: true,
  keepCheckpointMax: true,
  keepCheckpointEveryNHours: true,
  checkpointFormat: true,
  saveSummarySteps: true,
  logStepCountSteps: true,
  logger: true,
} satisfies Record<keyof RunConfig, true>);

/** @throws RangeError that names an option that is out of its range, or that there is not. */
export function checkRunConfig(config: RunConfig): void {
  checkNames(config, runConfigNames, 'configure an estimator');
  const { saveCheckpointsSteps, saveCheckpointsSecs, saveSummarySteps, logStepCountSteps } = config;
  const { checkpointFormat = 'safetensors' } = config;
  checkWhole('save checkpoints', { saveCheckpointsSteps }, 1);
  checkWhole('save summaries', { saveSummarySteps }, 0);
  checkWhole('log', { logStepCountSteps }, 0);
  if (saveCheckpointsSecs !== undefined && !(saveCheckpointsSecs > 0)) {
    throw new RangeError(`Cannot save checkpoints: saveCheckpointsSecs must be above 0; it is ${saveCheckpointsSecs}.`);
  }
  if (checkpointFormat !== 'safetensors' && checkpointFormat !== 'tensorflow') {
    throw new RangeError(
      `Cannot save checkpoints: checkpointFormat must be "safetensors" or "tensorflow"; it is "${checkpointFormat}".`,
    );
  }
}

/** @throws RangeError that names an option which is given and not a whole number, or below the least. */
export function checkWhole(what: string, options: Readonly<Record<string, number | undefined>>, least: number): void {
  for (const [option, value] of Object.entries(options)) {
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= least)) {
      throw new RangeError(`Cannot ${what}: ${option} must be a whole number, ${least} or more; it is ${value}.`);
    }
  }
}
