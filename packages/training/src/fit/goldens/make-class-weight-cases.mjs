// Writes class-weight-cases.json: what tfjs-layers' own fit gives with classWeight, for a 4-5-3 network of given
// weights on 24 examples in batches of 10, without shuffling. Run: node make-class-weight-cases.mjs
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const fromLayers = createRequire(new URL('../../../../layers/package.json', import.meta.url));
const fromCore = createRequire(new URL('../../../../core/package.json', import.meta.url));
const tf = fromLayers('@tensorflow/tfjs-core');
const tfl = fromLayers('@tensorflow/tfjs-layers');
const { setWasmPaths } = fromCore('@tensorflow/tfjs-backend-wasm');
setWasmPaths(`${fromCore.resolve('@tensorflow/tfjs-backend-wasm').replace(/[^/]*$/, '')}`);
await tf.setBackend('wasm');

let seed = 1;
const draw = () => {
  seed = (seed * 16807) % 2147483647;
  return (seed / 2147483647) * 2 - 1;
};
const rows = (count, columns) => Array.from({ length: count }, () => Array.from({ length: columns }, draw));

const x = rows(24, 4);
const y = x.map((_, i) => [0, 0, 1, 0, 2, 0][i % 6]);
const kernels = [rows(4, 5), rows(5, 3)];
const cases = [];
for (const classWeight of [
  { 0: 1, 1: 1, 2: 1 },
  { 0: 0.5, 1: 2, 2: 3.25 },
  { 0: 1, 1: 0, 2: 2 },
]) {
  const model = tfl.sequential({
    layers: [
      tfl.layers.dense({ units: 5, activation: 'tanh', inputShape: [4] }),
      tfl.layers.dense({ units: 3, activation: 'softmax' }),
    ],
  });
  model.setWeights(kernels.flatMap((kernel) => [tf.tensor2d(kernel), tf.zeros([kernel[0].length])]));
  model.compile({ loss: 'categoricalCrossentropy', optimizer: tf.train.sgd(0.2) });
  const labels = tf.cast(tf.oneHot(tf.tensor1d(y, 'int32'), 3), 'float32');
  const options = { epochs: 4, batchSize: 10, shuffle: false, verbose: 0, classWeight, yieldEvery: 'never' };
  const { history } = await model.fit(tf.tensor2d(x), labels, { ...options, validationData: [tf.tensor2d(x), labels] });
  const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
  cases.push({ classWeight, loss: history.loss, valLoss: history.val_loss, weights });
}
writeFileSync(new URL('class-weight-cases.json', import.meta.url), JSON.stringify({ x, y, kernels, cases }));
