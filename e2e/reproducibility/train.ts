// Trains in several ways and prints every bit that comes of it: run in each runtime by ../reproducibility.test.ts.
import { ready } from '@feedforward/core';
import { loadMnist } from '@feedforward/datasets';
import { type ActivationName, batchNormalization, dense, dropout, sequential } from '@feedforward/layers';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { type OptimizerName, optimizerNamed, Trainer } from '@feedforward/training';

await ready({ deterministic: true });
const { train } = await loadMnist();

for (const [activation, optimizer] of [
  ['relu', 'gradientDescent'],
  ['gelu', 'adam'],
  ['tanh', 'adagrad'],
  ['softplus', 'rmsprop'],
] as const satisfies readonly (readonly [ActivationName, OptimizerName])[]) {
  const layers = [dense(301, { activation }), batchNormalization(), dropout(0.2), dense(10)];
  const trainer = new Trainer(sequential(layers, { inputShape: [784] }), {
    ...{ loss: sparseSoftmaxCrossEntropy(), optimizer: optimizerNamed(optimizer), seed: 42 },
  });
  await trainer.fit(train.slice(0, 1020), { epochs: 2, batchSize: 50 }).done();
  for (const [name, { data }] of trainer.parameters()) {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', Float32Array.from(data)));
    console.log(optimizer, name, Array.from(digest, (byte) => byte.toString(16)).join(' '));
  }
}
