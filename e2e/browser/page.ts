// What a web page does: bundled with the installed packages and run in a browser by ../browser.test.ts.
import { ready } from '@feedforward/core';
import { loadIris, loadMnist } from '@feedforward/datasets';
import { dense, sequential } from '@feedforward/layers';
import { accuracy } from '@feedforward/metrics';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import { adam, Trainer } from '@feedforward/training';

const recipe = {
  loss: sparseSoftmaxCrossEntropy(),
  optimizer: adam({ learningRate: 0.01 }),
  metrics: { accuracy: accuracy() },
  seed: 42,
};

/** Trains on 120 flowers; the accuracy on the other 30. */
async function iris(): Promise<number> {
  const [train, test] = loadIris().shuffle(new RandomState(42)).split(0.8);
  const network = sequential([dense(16, { name: 'hidden1', activation: 'relu' }), dense(3, { name: 'outputs' })], {
    inputShape: [4],
  });
  const trainer = new Trainer(network, recipe);
  await trainer.fit(train, { epochs: 30, batchSize: 16 }).done();
  return (await trainer.evaluate(test)).accuracy ?? 0;
}

/** Trains on 2000 images; the accuracy and the loss on 1000 others. */
async function mnist(): Promise<{ mnist: number; loss: number }> {
  const { train, test } = await loadMnist({ source: new URL('/data/', location.href) });
  const network = sequential([dense(300, { name: 'hidden1', activation: 'relu' }), dense(10, { name: 'outputs' })], {
    inputShape: [784],
  });
  const trainer = new Trainer(network, recipe);
  await trainer.fit(train.slice(0, 2000), { epochs: 3, batchSize: 50 }).done();
  const { accuracy = 0, loss } = await trainer.evaluate(test.slice(0, 1000));
  return { mnist: accuracy, loss };
}

declare global {
  /** What the page found out, for the test to read. */
  var results: Promise<{ threads: number; iris: number; mnist: number; loss: number }>;
}

globalThis.results = (async () => {
  const { threads } = await ready();
  return { threads, iris: await iris(), ...(await mnist()) };
})();
