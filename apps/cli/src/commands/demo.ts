import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Dataset } from '@feedforward/datasets';
import type { Context } from '../context.ts';
import { downloadProgress } from '../data/download-progress.ts';
import { readData, splitData } from '../data/load-data.ts';
import { classify, type Verdict } from '../model/classify.ts';
import type { Experiment } from '../model/experiment.ts';
import { makeNetwork } from '../model/make-network.ts';
import { makeTrainer } from '../model/make-trainer.ts';
import { modelFile, openModel, type SavedModel } from '../model/saved-model.ts';
import { requireWritableFolder } from '../model/writable-folder.ts';
import { quoteArgument } from '../options/quote-argument.ts';
import { pictureGallery } from '../pictures/picture-gallery.ts';
import { describeRun } from '../training/describe-run.ts';
import { runTraining } from '../training/run-training.ts';

/** What `feedforward demo` takes. */
export interface DemoOptions {
  readonly epochs: number;
  /** Default: that of the model that is there, or 42. */
  readonly seed?: number;
  readonly modelDir: string;
  readonly fresh?: boolean;
}

/** Trains the chapter's network on MNIST, scores it, and shows some of what it says. */
export async function demo({ epochs, seed, modelDir, fresh }: DemoOptions, context: Context): Promise<void> {
  const { io, report } = context;
  const file = modelFile(modelDir);
  const found = !fresh && existsSync(file) ? await openDemo(file, seed, io.program) : undefined;
  const saved = found && isDone(found, epochs) ? undefined : found;
  const source = { kind: 'mnist' } as const;
  const data = await readData(source, downloadProgress(io.stderr));
  const experiment: Experiment = saved?.experiment ?? {
    data: source,
    examples: data.examples.length,
    validation: 5000,
    seed: seed ?? found?.experiment.seed ?? 42,
    hidden: [300, 100],
    activation: 'relu',
    dropout: 0,
    optimizer: 'adam',
    learningRate: 0.001,
    batchSize: 50,
    classes: data.classes,
    command: 'demo',
  };
  const split = splitData(source, data, experiment.validation, experiment.seed);
  const network = saved?.network ?? makeNetwork(experiment, 784, data.classes.length);
  const trainer = makeTrainer(network, experiment);
  if (saved) trainer.setState(saved.state);
  requireWritableFolder(dirname(file));

  report.text(describeRun(experiment, network, split));
  if (trainer.epoch >= epochs) {
    report.text(`The model in ${file} has had ${trainer.epoch} epochs already. To train it anew, add --fresh.`);
  } else if (saved) {
    report.text(`Going on with the model in ${file}: ${trainer.globalStep} steps, ${trainer.epoch} epochs.`);
  }
  report.json({ event: 'start', ...experiment, file, epochs, globalStep: trainer.globalStep });
  const target = quoteArgument(modelDir);
  const goOn = `${io.program} demo --model-dir ${target} --epochs ${epochs}`;
  await runTraining({ trainer, experiment, data: split, epochs, file, goOn }, context);

  const test = split.test!;
  const scores = await trainer.evaluate(test);
  const verdicts = await classify(trainer, test.features, experiment.classes);
  const wrong = verdicts.flatMap(({ index }, i) => (index === test.labels[i] ? [] : [i]));
  report.json({ event: 'test', examples: test.length, ...scores, mistakes: wrong.length });
  const accuracy = ((scores.accuracy ?? Number.NaN) * 100).toFixed(2);
  report.text(
    `\nOn the ${test.length.toLocaleString('en-US')} test pictures: ${accuracy} % right, loss ${scores.loss.toFixed(4)}.`,
  );
  report.drawing(`\nThe first of them, and what it takes them for:\n\n${show([0, 1, 2, 3, 4, 5], test, verdicts, io)}`);
  if (wrong.length > 0) {
    report.drawing(`\nSome of its ${wrong.length} mistakes:\n\n${show(wrong.slice(0, 3), test, verdicts, io)}`);
  }
  report.text(`\nThe model is saved in ${file}. Now try:`);
  for (const command of [
    `evaluate ${target}`,
    `predict ${target} --rows 0..9`,
    `predict ${target} my-digit.png`,
    `train mnist --model-dir ${target} --epochs 40`,
  ]) {
    report.text(`  ${io.program} ${command}`);
  }
}

/**
 * The demo's own model in that place.
 * @throws Error if it is another, which the demo would overwrite.
 */
async function openDemo(file: string, seed: number | undefined, program: string): Promise<SavedModel> {
  const saved = await openModel(file, program);
  const { command, seed: savedSeed } = saved.experiment;
  if (command === 'demo' && (seed ?? savedSeed) === savedSeed) return saved;
  const other = command === 'demo' ? `one with --seed ${savedSeed}` : 'another';
  throw new Error(
    `Cannot save the demo's model in "${file}": ${other} is there already. Choose another --model-dir, or add --fresh to overwrite it.`,
  );
}

/** Whether training anew would end with the same model: nothing is lost by showing how it gets there. */
function isDone({ state: { cursor } }: SavedModel, epochs: number): boolean {
  return cursor.epoch === epochs && cursor.position === 0;
}

function show(rows: readonly number[], test: Dataset, verdicts: readonly Verdict[], { stdout }: Context['io']): string {
  const pictures = rows.map((row) => {
    const { className, probability, index } = verdicts[row]!;
    const label = test.labels[row];
    const truth = index === label ? '' : ` (is ${label})`;
    const picture = { width: 28, height: 28, pixels: test.features.row(row) };
    return { picture, caption: `${className}  ${(probability * 100).toFixed(1)} %${truth}` };
  });
  return pictureGallery(pictures, stdout);
}
