// A tfjs program as people write them: variables, `minimize`, nothing of ours but the backend.
import * as tf from '@tensorflow/tfjs-core';
import { repeat } from './repeat.ts';
import { serve } from './serve.ts';
import { startTfjs } from './start-tfjs.ts';
import { versionsOf } from './versions.ts';

await startTfjs();
const x = tf.randomUniform([50, 784], 0, 1, 'float32', 7);
const classes = tf.tensor1d(
  Array.from({ length: 50 }, (_, i) => i % 10),
  'int32',
);
const y = tf.oneHot(classes, 10);
const w1 = tf.variable(tf.randomUniform([784, 300], -0.07, 0.07, 'float32', 1));
const w2 = tf.variable(tf.randomUniform([300, 10], -0.13, 0.13, 'float32', 2));
const optimizer = tf.train.sgd(0.01);

const run = repeat(() => {
  const value = optimizer.minimize(
    () => tf.losses.softmaxCrossEntropy(y, tf.matMul(tf.relu(tf.matMul(x, w1)), w2)),
    true,
  );
  value?.dataSync();
  value?.dispose();
});
await serve(run, { versions: versionsOf('@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm') });
