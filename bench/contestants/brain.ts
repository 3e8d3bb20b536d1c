// brain.js, in plain JavaScript. It has no batches: as many examples as a batch has count as a step.
import { createRequire } from 'node:module';
import { cycle } from './cycle.ts';
import { repeat } from './repeat.ts';
import { type Run, serve } from './serve.ts';
import { settings } from './settings.ts';
import { trainingBatches } from './training-data.ts';
import { versionsOf } from './versions.ts';

/** Its types name exports that Node cannot find in its CommonJS. */
const { NeuralNetwork }: typeof import('brain.js') = createRequire(import.meta.url)('brain.js');

const { layers, batch } = settings;
const [inputs = 1] = layers;
const classes = layers.at(-1)!;
const network = new NeuralNetwork({ hiddenLayers: layers.slice(1, -1), activation: 'relu' });
const next = cycle(
  trainingBatches().map(({ features, labels }) =>
    Array.from({ length: batch }, (_, i) => ({
      input: Array.from(features.subarray(i * inputs, (i + 1) * inputs)),
      output: Array.from(labels.subarray(i * classes, (i + 1) * classes)),
    })),
  ),
);
const run: Run = repeat(() => network.train(next(), { iterations: 1, learningRate: 0.01 }));

await serve(run, {
  versions: versionsOf('brain.js'),
  notes: [
    `trains by single examples, ${batch} of them counted as a step, with momentum and a squared error, the only ones ` +
      'that it has; without its GPU class, which needs a native addon',
  ],
});
