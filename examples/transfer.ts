// Transfer: what a network learned of the digits 0 to 4, with many images, helps with 5 to 9, of which there are few.
// Run it with `node examples/transfer.ts`; README.md says how with Deno and Bun.
import { ready } from '@feedforward/core';
import { Dataset, loadMnist } from '@feedforward/datasets';
import { dense, freeze, type Model, sequential } from '@feedforward/layers';
import { accuracy } from '@feedforward/metrics';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import { adam, Trainer } from '@feedforward/training';

const epochs = Number(globalThis.process?.env.FEEDFORWARD_EPOCHS ?? 20);
const seeds = [0, 1, 2, 3, 4];

await ready({ deterministic: true }); // the same figures on every machine
const { train, test } = await loadMnist();

/** The examples of five digits, as classes 0 to 4: all of them, or the first so many of each. */
function fiveDigits(data: Dataset, first: number, count = Number.POSITIVE_INFINITY): Dataset {
  const all = [...data.labels.keys()];
  const indices = [0, 1, 2, 3, 4].flatMap((label) =>
    all.filter((i) => data.labels[i] === first + label).slice(0, count),
  );
  const { features, labels } = data.take(indices);
  return new Dataset({ features, labels: labels.map((label) => label - first) });
}

const network = (): Model =>
  sequential(
    [
      dense(300, { name: 'hidden1', activation: 'relu', kernelInitializer: 'heNormal' }),
      dense(100, { name: 'hidden2', activation: 'relu', kernelInitializer: 'heNormal' }),
      dense(5, { name: 'outputs' }),
    ],
    { inputShape: [28 * 28] },
  );

const makeTrainer = (model: Model, seed: number): Trainer =>
  new Trainer(model, {
    loss: sparseSoftmaxCrossEntropy(),
    optimizer: adam({ learningRate: 0.001 }),
    metrics: { accuracy: accuracy() },
    seed,
  });

const base = makeTrainer(network(), 42);
await base.fit(fiveDigits(train, 0), { epochs: 2, batchSize: 50 }).done();
const { accuracy: baseAccuracy } = await base.evaluate(fiveDigits(test, 0));
console.log('digits 0 to 4, all images: test accuracy', baseAccuracy?.toFixed(4));

const ways: readonly { name: string; model: Model; reuses: boolean }[] = [
  { name: 'from scratch', model: network(), reuses: false },
  { name: 'reused, trained on', model: network(), reuses: true },
  { name: 'reused, hidden1 frozen', model: freeze(network(), 'hidden1'), reuses: true },
  { name: 'reused, both frozen', model: freeze(network(), /^hidden/), reuses: true },
];

const newTest = fiveDigits(test, 5);

/** The test accuracy on 5 to 9 after training on `few` images. */
async function score({ model, reuses }: (typeof ways)[number], few: Dataset, seed: number): Promise<number> {
  const trainer = makeTrainer(model, seed);
  if (reuses) trainer.setParameters(base.parameters(), { only: /^hidden/ }); // outputs keeps its random start
  await trainer.fit(few, { epochs, batchSize: 20 }).done();
  const { accuracy = 0 } = await trainer.evaluate(newTest);
  trainer.dispose();
  return accuracy;
}

console.log(`digits 5 to 9, ${epochs} epochs: mean test accuracy over ${seeds.length} seeds, lowest and highest`);
for (const images of [20, 100]) {
  const draws = seeds.map((seed) => ({ seed, few: fiveDigits(train.shuffle(new RandomState(seed)), 5, images) }));
  for (const way of ways) {
    const scores: number[] = [];
    for (const { seed, few } of draws) scores.push(await score(way, few, seed));
    const mean = scores.reduce((sum, score) => sum + score) / scores.length;
    const range = `${Math.min(...scores).toFixed(3)} to ${Math.max(...scores).toFixed(3)}`;
    console.log(`${images} images each`.padEnd(17), way.name.padEnd(23), mean.toFixed(4), range);
  }
}
