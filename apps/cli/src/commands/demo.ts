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
  readonly seed: number;
  readonly modelDir: string;
  readonly fresh?: boolean;
}

/** Trains the chapter's network on MNIST, scores it, and shows some of what it says. */
export async function demo({ epochs, seed, modelDir, fresh }: DemoOptions, context: Context): Promise<void> {
  const { io, report } = context;
  const file = modelFile(modelDir);
  const saved = !fresh && existsSync(file) ? await unfinished(file, epochs, io.program) : undefined;
  const source = { kind: 'mnist' } as const;
  const data = await readData(source, downloadProgress(io.stderr));
  const experiment: Experiment = saved?.experiment ?? {
    data: source,
    examples: data.examples.length,
    validation: 5000,
    seed,
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
  if (saved) report.text(`Going on with the model in ${file}: ${trainer.globalStep} steps, ${trainer.epoch} epochs.`);
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
  report.text(`\nThe first of them, and what it takes them for:\n\n${show([0, 1, 2, 3, 4, 5], test, verdicts, io)}`);
  if (wrong.length > 0) {
    report.text(`\nSome of its ${wrong.length} mistakes:\n\n${show(wrong.slice(0, 3), test, verdicts, io)}`);
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
 * The demo's own model in that place, if it has epochs to go. One that is done is trained anew.
 * @throws Error if another model is there, which the demo would overwrite.
 */
async function unfinished(file: string, epochs: number, program: string): Promise<SavedModel | undefined> {
  const saved = await openModel(file, program);
  if (saved.experiment.command !== 'demo') {
    throw new Error(
      `Cannot save the demo's model in "${file}": another is there already. Choose another --model-dir, or add --fresh to overwrite it.`,
    );
  }
  return saved.state.cursor.epoch < epochs ? saved : undefined;
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
