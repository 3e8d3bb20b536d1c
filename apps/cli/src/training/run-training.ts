import { statSync } from 'node:fs';
import type { EpochReport, Scores, Trainer } from '@feedforward/training';
import type { Context } from '../context.ts';
import type { SplitData } from '../data/load-data.ts';
import { type Experiment, encodeExperiment } from '../model/experiment.ts';
import { experimentKey } from '../model/saved-model.ts';
import { Stop } from '../stop.ts';
import { epochProgress } from './epoch-progress.ts';

/** A training run to be made. */
export interface TrainingRun {
  readonly trainer: Trainer;
  readonly experiment: Experiment;
  readonly data: SplitData;
  /** In all, with those behind it. */
  readonly epochs: number;
  /** Where the model is saved. */
  readonly file: string;
  /** What to type to go on after an interruption. */
  readonly goOn: string;
}

/**
 * Trains, shows how it goes, and saves the model after every epoch, and when it is interrupted.
 * @throws Stop if it was interrupted.
 */
export async function runTraining(run: TrainingRun, { io, report }: Context): Promise<void> {
  const { trainer, experiment, data, epochs, file } = run;
  const progress = epochProgress(io.stderr, epochs);
  const interruption = io.interruption();
  const { signal } = interruption;
  const metadata = { [experimentKey]: encodeExperiment(experiment, file) };
  let savedStep = trainer.globalStep;
  let version = versionOf(file);
  const save = async (): Promise<void> => {
    const found = versionOf(file);
    if (found !== undefined && found !== version) {
      throw new Error(
        `Cannot save the model in "${file}": another run has saved one there meanwhile. Give each run a --model-dir of its own.`,
      );
    }
    await trainer.save(file, metadata);
    savedStep = trainer.globalStep;
    version = versionOf(file);
  };
  try {
    const { batchSize } = experiment;
    const options = { epochs, batchSize, validation: data.validation, signal, callbacks: [progress] };
    for await (const epoch of trainer.fit(data.training, options)) {
      await save();
      tellEpoch(epoch, progress.stepsPerSecond());
    }
    signal.throwIfAborted(); // during the last validation
    report.json({ event: 'end', ...place() });
  } catch (error) {
    progress.clear();
    if (!signal.aborted || error !== signal.reason) throw error;
    if (trainer.globalStep > savedStep) await save();
    tellStop(signal.reason);
    throw signal.reason;
  } finally {
    interruption.release();
  }

  function tellEpoch({ epoch, training, validation, globalStep }: EpochReport, stepsPerSecond: number): void {
    const width = String(epochs).length;
    const held = validation && `  validation ${scoresText(validation)}`;
    report.progress(
      `epoch ${String(epoch + 1).padStart(width)}/${epochs}  ${scoresText(training)}${held ?? ''}  ${stepsPerSecond.toFixed(0)} steps/s`,
    );
    report.json({ event: 'epoch', epoch: epoch + 1, epochs, globalStep, stepsPerSecond, training, validation });
  }

  function tellStop(reason: unknown): void {
    const why = reason instanceof Stop ? reason.message : 'Stopped';
    const saved = trainer.globalStep > 0 ? `The model is saved as it stands in ${file}.` : 'Nothing was saved.';
    const isDone = trainer.epoch >= epochs;
    const where = isDone ? 'after the last epoch' : `in epoch ${trainer.epoch + 1}`;
    report.note(`${why} at step ${trainer.globalStep}, ${where}. ${saved}${isDone ? '' : `\nTo go on: ${run.goOn}`}`);
    report.json({ event: 'stopped', reason: why, ...place() });
  }

  function place(): object {
    return { file, globalStep: trainer.globalStep, epochs: trainer.epoch };
  }
}

/** Another one for each file that is saved there; undefined if there is none. */
function versionOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found && `${found.ino} ${found.mtimeNs}`;
}

function scoresText({ loss, accuracy = Number.NaN }: Scores): string {
  return `loss ${loss.toFixed(4)} accuracy ${accuracy.toFixed(4)}`;
}
