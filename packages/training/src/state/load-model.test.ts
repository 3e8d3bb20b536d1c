import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSafetensors } from '@feedforward/checkpoint';
import { loadIris } from '@feedforward/datasets';
import { batchNormalization, dense, dropout, type Layer, sequential } from '@feedforward/layers';
import { type Loss, sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { afterAll, describe, expect, it } from 'vitest';
import { adam } from '../optimizers/adam.ts';
import { optimizerNamed, optimizerNames } from '../optimizers/optimizer-named.ts';
import { Trainer } from '../trainer.ts';
import { loadModel } from './load-model.ts';
import { encodeState } from './state-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'load-model-'));
afterAll(() => rmSync(folder, { recursive: true }));
const iris = loadIris();
const recipe = { loss: sparseSoftmaxCrossEntropy(), optimizer: adam(), seed: 1 };

describe('loadModel', () => {
  it('rebuilds a network from its file alone', async () => {
    const network = sequential(
      [dense(8, { name: 'hidden1', activation: 'elu' }), dropout(0.2), batchNormalization(), dense(3)],
      { inputShape: [4] },
    );
    const trainer = new Trainer(network, recipe);
    await trainer.fit(iris, { epochs: 3 }).done();
    const path = join(folder, 'iris.safetensors');
    await trainer.save(path, { note: 'mine' });

    const { model, parameters, metadata, predict, dispose } = await loadModel(path);
    expect(model.config).toEqual(network.config);
    expect([...parameters]).toEqual(trainer.parameters());
    expect(metadata.note).toBe('mine');
    const outputs = await predict(iris.features);
    expect(outputs.data).toEqual((await trainer.predict(iris.features)).data);
    dispose();
    expect((await predict(iris.features)).data).toEqual(outputs.data);
  });

  it.each(optimizerNames)('has the outputs of its trainer in every bit, whichever engine it had: %s', async (name) => {
    const own: Loss = (outputs, labels, weights) => recipe.loss(outputs, labels, weights);
    for (const loss of [recipe.loss, own]) {
      for (const activation of ['linear', 'softmax'] as const) {
        const layers = [dense(50, { activation: 'tanh' }), dense(3, { activation })];
        const network = sequential(layers, { inputShape: [4] });
        if (loss === own && activation === 'softmax') continue; // It would take probabilities for logits.
        const trainer = new Trainer(network, { loss, optimizer: optimizerNamed(name), seed: 1 });
        const path = join(folder, `${name}.safetensors`);
        await trainer.save(path);
        const { predict } = await loadModel(path);
        expect((await predict(iris.features)).data).toEqual((await trainer.predict(iris.features)).data);
      }
    }
  });

  const small = () => new Trainer(sequential([dense(3)], { inputShape: [4] }), recipe);
  const tensors = new Map(small().parameters());

  it('takes bytes, where there are no files', async () => {
    const { predict } = await loadModel(encodeSafetensors(tensors, { model: JSON.stringify(small().model.config) }));
    expect((await predict([[1, 2, 3, 4]])).shape).toEqual([1, 3]);
  });

  it.each<[string, Uint8Array, RegExp]>([
    [
      'no config',
      encodeState(small().state()),
      /^Cannot load a model from the bytes: it takes the network's config as "model" in the metadata, there is none\./,
    ],
    [
      'a config that is not JSON',
      encodeSafetensors(tensors, { model: '{' }),
      /^Cannot load a model from the bytes: its "model" is not a network's config\./,
    ],
    [
      'an unknown layer',
      encodeSafetensors(tensors, { model: '{"type":"sequential","inputShape":[4],"layers":[{"type":"conv"}]}' }),
      /its "model" is not a network's config\. .*conv/,
    ],
    [
      'too few parameters',
      encodeSafetensors([], { model: JSON.stringify(small().model.config) }),
      /"dense\/kernel": it is missing/,
    ],
    [
      'bytes of another kind',
      new TextEncoder().encode('no tensors at all'),
      /^Cannot read safetensors file "the bytes"/,
    ],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(loadModel(bytes)).rejects.toThrow(message);
  });

  it("says so of a network with a layer of the user's own", async () => {
    const own: Layer = { outputShape: (shape) => shape, call: (x) => x };
    const path = join(folder, 'own.safetensors');
    await new Trainer(sequential([dense(3), own], { inputShape: [4] }), recipe).save(path);
    await expect(loadModel(path)).rejects.toThrow(`Cannot load a model from ${path}: it takes the network's config`);
  });
});
