import { existsSync } from 'node:fs';
import { readTensorFlowCheckpoint, withNewNames } from '@feedforward/checkpoint/tensorflow';
import { loadIris } from '@feedforward/datasets';
import { dense, sequential } from '@feedforward/layers';
import { accuracy } from '@feedforward/metrics';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { describe, expect, it } from 'vitest';
import { adagrad } from '../optimizers/adagrad.ts';
import { Trainer } from '../trainer.ts';

// A checkpoint that tf.estimator.DNNClassifier wrote stands beside the project on some machines.
const folder = new URL('../../../../../shared/fixtures/tf-ckpt-dnnclassifier-iris-apache2/', import.meta.url);

describe.skipIf(!existsSync(folder))('a network that TensorFlow trained (skipped without ../shared/fixtures)', () => {
  const iris = loadIris();
  const load = () => readTensorFlowCheckpoint(new URL('model.ckpt-2000', folder));

  it('classifies 148 of the 150 irises, worked out by hand', async () => {
    const tensors = await load();
    const numbers = (name: string) => Array.from(tensors.get(name)!.data, Number);
    let right = 0;
    for (const [i, features] of iris.features.toRows().entries()) {
      let values = features;
      for (const layer of ['hiddenlayer_0', 'hiddenlayer_1', 'hiddenlayer_2', 'logits']) {
        const [weights, biases] = [numbers(`dnn/${layer}/weights`), numbers(`dnn/${layer}/biases`)];
        const sums = biases.map((bias, unit) =>
          values.reduce((sum, value, input) => sum + value * weights[input * biases.length + unit]!, bias),
        );
        values = layer === 'logits' ? sums : sums.map((sum) => Math.max(sum, 0));
      }
      if (values.indexOf(Math.max(...values)) === iris.labels[i]) right++;
    }
    expect(right).toBe(148);
  });

  it('is taken over by a Trainer under the new names of its variables', async () => {
    const layers = [10, 20, 10].map((units, i) => dense(units, { name: `hiddenlayer_${i}`, activation: 'relu' }));
    const model = sequential([...layers, dense(3, { name: 'logits' })], { inputShape: [4] });
    const trainer = new Trainer(model, {
      loss: sparseSoftmaxCrossEntropy(),
      optimizer: adagrad(),
      metrics: { accuracy: accuracy() },
    });
    trainer.setParameters(withNewNames(await load()), { previousNames: (name) => `dnn/${name}` });
    expect((await trainer.evaluate(iris)).accuracy).toBeCloseTo(148 / 150, 10);
  });
});
