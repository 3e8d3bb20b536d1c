// tfjs-layers, on tensors that are there already, by the fastest calls it has.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { cycle } from './cycle.ts';
import { repeat, repeatAsync } from './repeat.ts';
import { type Run, serve } from './serve.ts';
import { settings } from './settings.ts';
import { startTfjs } from './start-tfjs.ts';
import { floats, trainingBatches, trainingData } from './training-data.ts';
import { versionsOf } from './versions.ts';

const { layers, batch, predict } = settings;
const classes = layers.at(-1)!;
await startTfjs();

const model = tfl.sequential();
layers.slice(1).forEach((units, i) => {
  const inputShape = i === 0 ? [layers[0]!] : undefined;
  const activation = i < layers.length - 2 ? 'relu' : 'softmax';
  const kernelInitializer = activation === 'relu' ? 'heNormal' : 'glorotUniform';
  model.add(tfl.layers.dense({ units, inputShape, activation, kernelInitializer }));
});
model.compile({ optimizer: tf.train.sgd(0.01), loss: 'categoricalCrossentropy' });

function training(): Run {
  const next = cycle(
    trainingBatches().map(({ features, labels }) => ({
      x: tf.tensor2d(features, [batch, layers[0]!]),
      y: tf.tensor2d(labels, [batch, classes]),
    })),
  );
  return repeatAsync(() => {
    const { x, y } = next();
    return model.trainOnBatch(x, y);
  });
}

function prediction(): Run {
  const { features } = trainingData();
  const x = tf.tensor2d(floats(features), [...features.shape]);
  return repeat(() => tf.tidy(() => [model.predict(x, { batchSize: 1000 })].flat()[0]?.dataSync()));
}

await serve(predict ? prediction() : training(), {
  versions: versionsOf('@tensorflow/tfjs-core', '@tensorflow/tfjs-layers', '@tensorflow/tfjs-backend-wasm'),
  notes: predict ? [] : ['by `trainOnBatch`, which is faster than its `fit`, on tensors that are there already'],
});
