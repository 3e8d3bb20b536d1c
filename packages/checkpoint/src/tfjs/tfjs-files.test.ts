import { promises, renameSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TensorData } from '../tensor-data.ts';
import { readTfjsModel, tfjsFolder, writeTfjsModel } from './index.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tfjs-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

const kernel: TensorData = { dtype: 'float32', shape: [2, 1], data: Float32Array.of(0.5, -1) };
const bias: TensorData = { dtype: 'float32', shape: [1], data: Float32Array.of(2) };
const config = {
  type: 'sequential',
  inputShape: [2],
  layers: [{ type: 'dense', name: 'out', units: 1, activation: 'linear', useBias: true }],
};
const tensors = [
  ['out/kernel', kernel],
  ['out/bias', bias],
] as const;

describe('a folder', () => {
  it('is made, written and read, by path and by URL', async () => {
    const model = pathToFileURL(join(folder, 'new', 'model.json'));
    await writeTfjsModel(new URL('.', model), { config, tensors: [...tensors, ['global_step', bias]] });
    const expected = { config, tensors: new Map(tensors), optimizerWeights: new Map() };
    expect(await readTfjsModel(model)).toEqual(expected);
    expect(await readTfjsModel(join(folder, 'new', 'model.json'))).toEqual(expected);
    expect(JSON.parse(await readFile(model, 'utf8'))).toMatchObject({
      format: 'layers-model',
      weightsManifest: [
        {
          paths: [expect.stringMatching(/^weights-[0-9a-f]{16}\.bin$/)],
          weights: [{ name: 'out/kernel' }, { name: 'out/bias' }],
        },
      ],
    });
  });

  it('has one model at any moment in which writing another may end', async () => {
    const path = join(folder, 'again');
    const other = { ...bias, data: Float32Array.of(3) };
    const models = [bias, other].map((value) => ({ config, tensors: [tensors[0], ['out/bias', value] as const] }));
    const biasIn = async () => (await readTfjsModel(join(path, 'model.json'))).tensors.get('out/bias')?.data[0];
    await writeTfjsModel(path, models[0]!);
    await cp(path, `${path}.old`, { recursive: true });
    await writeTfjsModel(path, models[1]!);
    expect(await biasIn()).toBe(3);
    expect(await readdir(path)).toHaveLength(2);

    // As it is between its steps: the new weights are there, then the new model.json, then the old weights are not.
    await cp(path, `${path}.new`, { recursive: true });
    const [old, fresh] = [`${path}.old`, `${path}.new`];
    const [newWeights] = (await readdir(fresh)).filter((name) => name.endsWith('.bin'));
    await cp(join(fresh, newWeights!), join(old, newWeights!));
    expect((await readTfjsModel(join(old, 'model.json'))).tensors.get('out/bias')?.data[0]).toBe(2);
    await cp(join(fresh, 'model.json'), join(old, 'model.json'));
    expect((await readTfjsModel(join(old, 'model.json'))).tensors.get('out/bias')?.data[0]).toBe(3);
    await writeTfjsModel(old, models[1]!);
    expect((await readdir(old)).sort()).toEqual(['model.json', newWeights]);

    // Writing that fails at either file leaves the model.
    const rename = vi.spyOn(promises, 'rename');
    for (const failing of [1, 2]) {
      let renames = 0;
      rename.mockImplementation(async (from, to) => {
        if (++renames === failing) throw new Error('the disk is gone');
        renameSync(from, to);
      });
      await expect(writeTfjsModel(path, models[0]!)).rejects.toThrow('the disk is gone');
      expect([renames, await biasIn()]).toEqual([failing, 3]);
    }
    rename.mockRestore();
    await writeTfjsModel(path, models[0]!);
    expect([await biasIn(), (await readdir(path)).length]).toEqual([2, 2]); // what the failed ones left is gone
  });

  it('keeps which layers are frozen', async () => {
    const layers = [
      ...config.layers,
      { type: 'batchNormalization', name: 'norm', momentum: 0.9, epsilon: 0.01, center: false, scale: false },
    ].map((layer) => ({ ...layer, trainable: false }));
    const frozen = { ...config, layers };
    const moments = ['norm/movingMean', 'norm/movingVariance'].map((name) => [name, bias] as const);
    await writeTfjsModel(join(folder, 'frozen'), { config: frozen, tensors: [...tensors, ...moments] });
    const model = await readFile(join(folder, 'frozen', 'model.json'), 'utf8');
    expect(model.match(/"trainable":false/g)).toHaveLength(2);
    expect((await readTfjsModel(join(folder, 'frozen', 'model.json'))).config).toEqual(frozen);
  });

  it('is read as the converter writes it: shards, groups, a layer for the input, other members', async () => {
    const topology = {
      keras_version: '2.4.0',
      model_config: {
        class_name: 'Sequential',
        config: {
          layers: [
            { class_name: 'InputLayer', config: { name: 'input', batch_input_shape: [null, 2] } },
            { class_name: 'Dense', config: { name: 'out', units: 1, kernel_initializer: {}, trainable: true } },
          ],
        },
      },
    };
    const spec = (name: string, shape: number[]) => ({ name, shape, dtype: 'float32' });
    const weightsManifest = [
      { paths: ['group1-shard1of2.bin', 'group1-shard2of2.bin'], weights: [spec('out/kernel', [2, 1])] },
      { paths: ['more/group 2.bin'], weights: [spec('out/bias', [1])] },
    ];
    await mkdir(join(folder, 'more'));
    await writeFile(join(folder, 'model.json'), JSON.stringify({ modelTopology: topology, weightsManifest }));
    const bytes = new Uint8Array(Float32Array.of(0.5, -1).buffer);
    await writeFile(join(folder, 'group1-shard1of2.bin'), bytes.subarray(0, 3));
    await writeFile(join(folder, 'group1-shard2of2.bin'), bytes.subarray(3));
    await writeFile(join(folder, 'more', 'group 2.bin'), new Uint8Array(Float32Array.of(2).buffer));
    for (const location of [join(folder, 'model.json'), pathToFileURL(join(folder, 'model.json'))]) {
      expect(await readTfjsModel(location)).toEqual({
        config,
        tensors: new Map(tensors),
        optimizerWeights: new Map(),
      });
    }
    const artifacts = await tfjsFolder(folder).load();
    expect(artifacts.modelTopology).toEqual(topology);
    expect(artifacts.weightSpecs.map(({ name }) => name)).toEqual(['out/kernel', 'out/bias']);
    expect(artifacts.weightData.byteLength).toBe(12);

    await rm(join(folder, 'more'), { recursive: true });
    await expect(readTfjsModel(join(folder, 'model.json'))).rejects.toThrow('it does not exist (ENOENT)');
  });

  it('that is a file is an error that says so', async () => {
    await writeFile(join(folder, 'file'), '');
    const path = join(folder, 'file', 'inside');
    await expect(writeTfjsModel(path, { config, tensors })).rejects.toThrow(`Cannot make folder "${path}": `);
  });
});
