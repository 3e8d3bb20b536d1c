import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { RandomState } from '@feedforward/random';
import { optimizerNamed } from '@feedforward/training';
import type { Context } from '../context.ts';
import { requireClasses } from '../data/class-names.ts';
import { type DataSource, dataSource, titleOf } from '../data/data-source.ts';
import { downloadProgress } from '../data/download-progress.ts';
import { isTable, type ReadData, readData, type SplitData, splitData } from '../data/load-data.ts';
import { fitScaling, scaleDataset } from '../data/scaling.ts';
import type { Experiment } from '../model/experiment.ts';
import { activationNamed, makeNetwork } from '../model/make-network.ts';
import { makeTrainer } from '../model/make-trainer.ts';
import { modelFile, openModel, type SavedModel } from '../model/saved-model.ts';
import { requireWritableFolder } from '../model/writable-folder.ts';
import { quoteArgument } from '../options/quote-argument.ts';
import { describeRun } from '../training/describe-run.ts';
import { requireSameTraining } from '../training/require-same-training.ts';
import { runTraining } from '../training/run-training.ts';
import { usage } from '../usage-error.ts';

/** What `feedforward train` takes. What is left out comes from the saved model, if there is one, or has a default. */
export interface TrainOptions {
  readonly hidden?: readonly number[];
  readonly activation?: string;
  readonly dropout?: number;
  readonly optimizer?: string;
  readonly learningRate?: number;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly seed?: number;
  readonly validation?: number;
  readonly label?: string;
  readonly source?: string;
  readonly modelDir: string;
  readonly fresh?: boolean;
}

/** Trains a classifier, or goes on with one. */
export async function train(dataName: string, options: TrainOptions, context: Context): Promise<void> {
  const { io, report } = context;
  const named = dataSource(dataName, options);
  if (options.activation !== undefined) activationNamed(options.activation);
  if (options.optimizer !== undefined) usage(() => optimizerNamed(options.optimizer!));
  const file = modelFile(options.modelDir);
  const saved = !options.fresh && existsSync(file) ? await openModel(file, io.program) : undefined;
  if (saved) requireSameTraining(saved, named, options);
  const source = saved ? withSaved(named, saved.experiment.data) : named;

  const epochs = options.epochs ?? (isTable(source) ? 50 : 10);
  if (saved && saved.state.cursor.epoch >= epochs) return tellDone(saved, epochs);
  const data = await readData(source, downloadProgress(io.stderr));
  const planned = saved ? goOn(saved, source, data, options) : plan(source, data, options);
  const split = splitData(source, data, planned.validation, planned.seed);
  const experiment = withScaling(planned, split);
  const network =
    saved?.network ?? usage(() => makeNetwork(experiment, split.training.features.shape[1], data.classes.length));
  const trainer = makeTrainer(network, experiment);
  if (saved) trainer.setState(saved.state);
  requireWritableFolder(dirname(file));

  report.text(describeRun(experiment, network, split));
  if (saved) report.text(`Going on with the model in ${file}: ${trainer.globalStep} steps, ${trainer.epoch} epochs.`);
  report.json({ event: 'start', ...experiment, file, epochs, globalStep: trainer.globalStep });
  const target = quoteArgument(options.modelDir);
  await runTraining(
    {
      trainer,
      experiment,
      data: scaled(split, experiment),
      epochs,
      file,
      goOn: `${io.program} train ${quoteArgument(dataName)} --model-dir ${target} --epochs ${epochs}`,
    },
    context,
  );
  report.text(`Saved in ${file}. Now try: ${io.program} evaluate ${target}`);

  function tellDone({ state }: SavedModel, wanted: number): void {
    const { epoch } = state.cursor;
    report.text(
      `The model in ${file} has had ${epoch} epochs already, of ${wanted}. To go on, ask for more: --epochs ${epoch + wanted}`,
    );
    report.json({ event: 'end', file, globalStep: state.globalStep, epochs: epoch });
  }
}

/** A new training, with defaults that suit pictures or tables. */
function plan(data: DataSource, { examples, classes }: ReadData, options: TrainOptions): Experiment {
  requireClasses(classes, examples.length, titleOf(data));
  const table = isTable(data);
  const byName = options.optimizer === undefined; // else its own learning rate
  return {
    data,
    examples: examples.length,
    validation: options.validation ?? (table ? 0.2 : Math.max(1, Math.round(examples.length / 12))),
    seed: options.seed ?? new RandomState().seed,
    hidden: options.hidden ?? (table ? [16] : [300, 100]),
    activation: options.activation ?? 'relu',
    dropout: options.dropout ?? 0,
    optimizer: options.optimizer ?? (table ? 'adam' : 'gradientDescent'),
    learningRate: options.learningRate ?? (byName ? 0.01 : undefined),
    batchSize: options.batchSize ?? (table ? 16 : 50),
    classes,
    featureNames: examples.featureNames,
    command: 'train',
  };
}

/** The data that is named, read from where and with the labels that it was, if nothing else is said. */
function withSaved(named: DataSource, saved: DataSource): DataSource {
  return { kind: named.kind, path: named.path ?? saved.path, label: named.label ?? saved.label };
}

/** The saved training, with another learning rate or batch size if these are wanted. */
function goOn({ file, experiment }: SavedModel, data: DataSource, read: ReadData, options: TrainOptions): Experiment {
  requireSame('examples', experiment.examples, read.examples.length);
  requireSame('classes', experiment.classes.join(', '), read.classes.join(', '));
  requireSame('features', experiment.featureNames?.join(', '), read.examples.featureNames?.join(', '));
  const { learningRate = experiment.learningRate, batchSize = experiment.batchSize } = options;
  return { ...experiment, data, learningRate, batchSize };

  function requireSame<T>(what: string, saved: T, found: T): void {
    if (saved === found) return;
    throw new RangeError(
      `Cannot go on with the model in "${file}": ${titleOf(data)} had other ${what} when it began, ${saved ?? 'none named'}; now ${found ?? 'none named'}. Choose another --model-dir, or add --fresh to start anew and overwrite it.`,
    );
  }
}

/** Columns of a table have units of their own, and are brought to one scale; what is saved stays as it is. */
function withScaling(experiment: Experiment, { training }: SplitData): Experiment {
  if (!isTable(experiment.data) || experiment.scaling) return experiment;
  return { ...experiment, scaling: fitScaling(training.features) };
}

function scaled({ training, validation }: SplitData, { scaling }: Experiment): SplitData {
  if (!scaling) return { training, validation };
  return {
    training: scaleDataset(training, scaling),
    validation: validation && scaleDataset(validation, scaling),
  };
}
