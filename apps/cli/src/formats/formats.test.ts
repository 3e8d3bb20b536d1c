import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readSafetensors, writeSafetensors } from '@feedforward/checkpoint';
import { readKerasModel } from '@feedforward/checkpoint/keras';
import { readTfjsModel } from '@feedforward/checkpoint/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedforward, jsonLines } from '../testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'feedforward-formats-'));
const at = (name: string): string => join(folder, name);
const model = at('model');

beforeAll(async () => {
  const trained = await feedforward(['train', 'iris', '--epochs', '3', '--seed', '1', '--model-dir', model]);
  expect(trained.code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('inspect', () => {
  it('tells what a saved model holds, to people and to machines', async () => {
    const { stdout } = await feedforward(['inspect', model]);
    expect(stdout).toMatch(/^hidden1\/kernel +float32 +\[4, 16\] +256/m);
    expect(stdout).toMatch(/^model: \{"type":"sequential"/m);
    const [told] = jsonLines((await feedforward(['inspect', join(model, 'model.safetensors'), '--json'])).stdout);
    expect(told).toMatchObject({ format: 'safetensors' });
    expect(told!.tensors).toContainEqual(expect.objectContaining({ name: 'hidden1/bias', shape: [16], bytes: 64 }));
  });

  it('does not know a format by a name that does not tell it', async () => {
    const { code, stderr } = await feedforward(['inspect', 'weights.dat']);
    expect(code).toBe(2);
    expect(stderr).toContain('Cannot tell the format of "weights.dat" by its name.');
    const wrong = await feedforward(['inspect', 'weights.dat', '--format', 'npzz']);
    expect(wrong.stderr).toContain('Did you mean "npz"?');
  });

  it('says what is wrong with a file', async () => {
    writeFileSync(at('damaged.safetensors'), 'no tensors');
    expect(await feedforward(['inspect', at('damaged.safetensors')])).toMatchObject({ code: 1 });
  });
});

describe('convert', () => {
  it.each(['a.npz', 'a.ckpt', 'a.ckpt-24', 'a.safetensors'])('goes to %s and back, with every number', async (name) => {
    const source = join(model, 'model.safetensors');
    expect(await feedforward(['convert', source, at(name)])).toMatchObject({ code: 0 });
    expect(await feedforward(['convert', at(name), at('back.safetensors')])).toMatchObject({ code: 0 });
    const [before, after] = [await readSafetensors(source), await readSafetensors(at('back.safetensors'))];
    expect(new Map([...after.tensors].sort())).toEqual(new Map([...before.tensors].sort()));
    expect(after.checksums.size).toBe(after.tensors.size);
  });

  it("takes the network's parameters alone", async () => {
    await feedforward(['convert', join(model, 'model.safetensors'), at('network.npz'), '--network']);
    const [told] = jsonLines((await feedforward(['inspect', at('network.npz'), '--json'])).stdout);
    expect((told!.tensors as { name: string }[]).map(({ name }) => name)).toEqual([
      ...['hidden1/kernel', 'hidden1/bias', 'outputs/kernel', 'outputs/bias'],
    ]);
  });

  it('makes a module that predicts', async () => {
    await feedforward(['convert', join(model, 'model.safetensors'), at('network.mjs')]);
    const { predict } = await import(pathToFileURL(at('network.mjs')).href);
    expect(predict([[0, 0, 0, 0]])[0]).toHaveLength(3);
  });

  it('goes to TF.js and back, as a network', async () => {
    await feedforward(['convert', model, at('tfjs/model.json')]);
    expect(await feedforward(['convert', at('tfjs/model.json'), at('network.safetensors')])).toMatchObject({ code: 0 });
    const [before, after] = [
      await readSafetensors(join(model, 'model.safetensors')),
      await readSafetensors(at('network.safetensors')),
    ];
    for (const [name, tensor] of after.tensors) expect(tensor).toEqual(before.tensors.get(name));
    expect(after.tensors.size).toBe(4);
    expect(await feedforward(['convert', at('network.safetensors'), at('again.mjs')])).toMatchObject({ code: 0 });
  });

  it('tells TF.js how it was trained, by probabilities, which its cross-entropies take', async () => {
    await feedforward(['convert', model, at('trained/model.json')]);
    const { config, loss, training } = await readTfjsModel(at('trained/model.json'));
    expect(config.layers.map(({ activation }) => activation)).toEqual(['relu', 'linear', 'softmax']);
    expect(loss).toEqual({ type: 'sparseSoftmaxCrossEntropy', reduction: 'mean' });
    expect(training).toMatchObject({ loss: 'sparseCategoricalCrossentropy', optimizer: { type: 'adam' } });
    expect(training?.slots.size).toBe(8);

    await feedforward(['convert', model, at('alone/model.json'), '--network']);
    const alone = await readTfjsModel(at('alone/model.json'));
    expect(alone.config.layers.map(({ activation }) => activation)).toEqual(['relu', 'linear']);
    expect(alone.training).toBeUndefined();
  });

  it.each(['network.keras', 'network.h5'])('goes to %s and back, as a network', async (name) => {
    expect(await feedforward(['convert', model, at(name)])).toMatchObject({ code: 0 });
    expect(await feedforward(['convert', at(name), at('keras.safetensors')])).toMatchObject({ code: 0 });
    const [before, after] = [
      await readSafetensors(join(model, 'model.safetensors')),
      await readSafetensors(at('keras.safetensors')),
    ];
    for (const [name, tensor] of after.tensors) expect(tensor).toEqual(before.tensors.get(name));
    expect(after.tensors.size).toBe(4);
  });

  it.each(['network.keras', 'network.h5'])('tells %s the loss, and takes it from there', async (name) => {
    await feedforward(['convert', model, at(name)]);
    const loss = { type: 'sparseSoftmaxCrossEntropy', reduction: 'mean' };
    expect((await readKerasModel(at(name))).loss).toEqual(loss);
    expect(readFileSync(at(name), 'latin1')).toContain('"from_logits":true');
    await feedforward(['convert', at(name), at('told.safetensors')]);
    const { metadata } = await readSafetensors(at('told.safetensors'));
    expect(JSON.parse(metadata.recipe!)).toEqual({ loss });
  });

  it("makes a file of Keras's weights, which are seen as they are", async () => {
    expect(await feedforward(['convert', model, at('network.weights.h5')])).toMatchObject({ code: 0 });
    const { stdout } = await feedforward(['inspect', at('network.weights.h5')]);
    expect(stdout).toMatch(/^layers\/dense\/vars\/0 +float32 +\[4, 16\] +256/m);
    const { code, stderr } = await feedforward(['inspect', at('network.weights.h5'), '--format', 'keras']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('it has weights alone') });
  });

  it('makes an ONNX model', async () => {
    expect(await feedforward(['convert', model, at('network.onnx')])).toMatchObject({ code: 0 });
    const { stdout } = await feedforward(['inspect', at('network.onnx')]);
    expect(stdout).toMatch(/^hidden1\/kernel +float32 +\[4, 16\] +256/m);
  });

  it('makes a NumPy array of one tensor, and says that it takes no more', async () => {
    const kernel = { dtype: 'float32', shape: [2, 1], data: Float32Array.of(1, 2) } as const;
    await writeSafetensors(at('one.safetensors'), [['kernel', kernel]]);
    expect(await feedforward(['convert', at('one.safetensors'), at('kernel.npy')])).toMatchObject({ code: 0 });
    expect((await feedforward(['inspect', at('kernel.npy')])).stdout).toMatch(/^kernel +float32 +\[2, 1\] +8/m);
    const { code, stderr } = await feedforward(['convert', model, at('many.npy')]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('a .npy file has one array, there are'),
    });
  });

  it('refuses what cannot be, and leaves what is there', async () => {
    writeFileSync(at('kept.mjs'), 'kept');
    await feedforward(['convert', join(model, 'model.safetensors'), at('plain.npz')]);
    const { code, stderr } = await feedforward(['convert', at('plain.npz'), at('kept.mjs')]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('the file has no text "model"') });
    expect(readFileSync(at('kept.mjs'), 'utf8')).toBe('kept');
    expect(await feedforward(['convert', at('kept.mjs'), at('x.npz')])).toMatchObject({ code: 2 });
  });
});
