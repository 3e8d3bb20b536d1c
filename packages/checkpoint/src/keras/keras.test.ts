import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { NetworkConfig } from '../network/network-source.ts';
import {
  decodeKerasModel,
  decodeKerasWeights,
  encodeKerasModel,
  encodeKerasWeights,
  readHdf5,
  readKerasModel,
  readKerasWeights,
  writeKerasModel,
  writeKerasWeights,
} from './index.ts';
import { golden, goldens, network, predict } from './testing.ts';

/** The network that goldens/make-goldens.py describes. */
const described: NetworkConfig = {
  type: 'sequential',
  inputShape: [2, 2],
  layers: [
    { type: 'flatten', name: 'flat' },
    { type: 'dense', name: 'hidden', units: 3, activation: 'swish', useBias: true },
    { type: 'batchNormalization', name: 'norm', momentum: 0.9, epsilon: 0.01, center: true, scale: true },
    { type: 'dropout', name: 'drop', rate: 0.25 },
    { type: 'dense', name: 'middle', units: 3, activation: { type: 'leakyRelu', alpha: 0.2 }, useBias: false },
    { type: 'activation', name: 'leaky', activation: { type: 'leakyRelu', alpha: 0.1 } },
    { type: 'dense', name: 'out', units: 2, activation: 'softmax', useBias: true },
  ],
};

/** The numbers of each parameter, which JSON has as lists of lists. */
const flat = (lists: Readonly<Record<string, readonly (number | readonly number[])[]>>) =>
  Object.entries(lists).map(([name, list]) => [name, list.flat()] as const);
const values = flat(goldens.values);
const numbersOf = (tensors: ReadonlyMap<string, { readonly data: ArrayLike<number> }>) =>
  Array.from(tensors, ([name, { data }]) => [name, Array.from(data)]);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keras-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('files as Keras lays them out, made with h5py', () => {
  it.each([
    'model.keras',
    'keras2.13.keras',
    'windows.keras',
    'model.h5',
    'functional.keras',
    'functional-keras2.13.keras',
    'functional.h5',
    'functional-by-name.h5',
  ] as const)('%s gives its network', async (name) => {
    const { config, tensors } = await decodeKerasModel(golden(name));
    expect(config).toEqual(described);
    expect(numbersOf(tensors)).toEqual(values);
  });

  it.each(['model.weights.h5', 'old.weights.h5', 'model.keras', 'model.h5'] as const)(
    '%s gives its weights to a network, whatever its layers are called',
    async (name) => {
      const layers = described.layers.map((layer, i) => ({ ...layer, name: `layer${i}` }));
      const tensors = await decodeKerasWeights(golden(name), { ...described, layers });
      expect(numbersOf(tensors).map(([, numbers]) => numbers)).toEqual(values.map(([, numbers]) => numbers));
      expect([...tensors.keys()].slice(0, 2)).toEqual(['layer1/kernel', 'layer1/bias']);
    },
  );

  it('are seen as they are, with what is of no typed array', async () => {
    await writeFile(join(folder, 'golden.h5'), golden('model.weights.h5'));
    const { datasets, skipped } = await readHdf5(join(folder, 'golden.h5'));
    expect(datasets.get('optimizer/vars/0')).toEqual({ dtype: 'int64', shape: [], data: BigInt64Array.of(7n) });
    expect(datasets.get('optimizer/vars/1')).toEqual({ dtype: 'float32', shape: [], data: Float32Array.of(0.001) });
    expect(datasets.get('layers/dropout/seed_generator/vars/0')?.data).toEqual(Uint32Array.of(1, 2));
    expect([...skipped]).toEqual([['complex/0', 'compound']]);
  });

  it.each(['float16', 'bfloat16'] as const)('give weights of %s as they are, in float32', async (dtype) => {
    const tensors = await decodeKerasWeights(golden(`${dtype}.weights.h5`), described);
    expect(numbersOf(tensors)).toEqual(flat(goldens[dtype]));
    expect(flat(goldens[dtype])).not.toEqual(values);
  });
});

describe('what is written', () => {
  it.each([false, true])('is read again, as a network that predicts the same (legacy: %s)', async (legacy) => {
    const again = await decodeKerasModel(await encodeKerasModel(network, { legacy }));
    expect([...again.tensors]).toEqual([...network.tensors]);
    const input = [0.3, -1, 2, 0.7];
    expect(await predict(again, input)).toEqual(await predict(network, input));
    expect(again.config.layers.find(({ name }) => name === 'frozen')?.trainable).toBe(false);

    const weights = await decodeKerasWeights(await encodeKerasWeights(network, { legacy }), network.config);
    expect([...weights]).toEqual([...network.tensors]);
  });

  it('is the same each time', async () => {
    expect(await encodeKerasModel(network)).toEqual(await encodeKerasModel(network));
  });

  it('goes to files, by path and by URL', async () => {
    for (const name of ['network.keras', 'network.h5']) {
      await writeKerasModel(pathToFileURL(join(folder, name)), network);
      expect([...(await readKerasModel(join(folder, name))).tensors]).toEqual([...network.tensors]);
    }
    await writeKerasWeights(join(folder, 'network.weights.h5'), network);
    const weights = await readKerasWeights(pathToFileURL(join(folder, 'network.weights.h5')), network.config);
    expect([...weights]).toEqual([...network.tensors]);
    await expect(readKerasModel(join(folder, 'network.weights.h5'))).rejects.toThrow(
      `Cannot read Keras file "${join(folder, 'network.weights.h5')}": it must have a text "model_config"`,
    );
  });

  it('is refused where Keras has no such layer, or a parameter is missing', async () => {
    const layers = [{ type: 'dense', name: 'a', units: 2, activation: { type: 'gelu', approximate: true } }];
    const source = { config: { ...network.config, inputShape: [2], layers }, tensors: [] };
    await expect(encodeKerasModel(source)).rejects.toThrow('approximate must be false, Keras and TF.js load no other');
    for (const name of ['', '.', 'a/b']) {
      const named = { ...source.config, layers: [{ type: 'flatten', name }] };
      await expect(encodeKerasModel({ config: named, tensors: [] })).rejects.toThrow(
        `a layer's name must have a letter and no "/", it is ${JSON.stringify(name)}`,
      );
    }
    await expect(encodeKerasModel({ ...network, tensors: [] })).rejects.toThrow(
      'Cannot write the Keras file: parameter "hidden/kernel" is missing.',
    );
  });
});

describe('the HDF5 library', () => {
  it('reads what is rare, in a worker, and without one where there can be none', async () => {
    const { File, ready } = await import('h5wasm');
    const { FS } = await ready;
    const file = new File('/rare.h5', 'w', { libver: 'latest' });
    file.create_dataset({ name: 'd7', shape: [2], chunks: [1], maxshape: [null], data: Float32Array.of(7, 8) });
    file.close();
    await writeFile(join(folder, 'rare.h5'), FS.readFile('/rare.h5'));
    const read = async () => (await readHdf5(join(folder, 'rare.h5'))).datasets.get('d7')?.data;
    expect(await read()).toEqual(Float32Array.of(7, 8));
    const { getBuiltinModule } = process;
    const builtin = vi
      .spyOn(process, 'getBuiltinModule')
      .mockImplementation((name: string) => (name === 'node:worker_threads' ? undefined : getBuiltinModule(name)));
    const worker = vi.stubGlobal('Worker', undefined);
    try {
      expect(await read()).toEqual(Float32Array.of(7, 8));
      expect(builtin).toHaveBeenCalledWith('node:worker_threads');
    } finally {
      builtin.mockRestore();
      worker.unstubAllGlobals();
    }
    expect((await decodeKerasModel(await encodeKerasModel(network))).tensors.size).toBe(network.tensors.size);
  });

  it('is asked for where it is not', async () => {
    vi.doMock('h5wasm', () => Promise.reject(new Error('no such package')));
    try {
      await expect(encodeKerasModel(network)).rejects.toThrow(
        'Cannot write HDF5: this takes the package h5wasm, which cannot be loaded. Install it: npm i h5wasm',
      );
    } finally {
      vi.doUnmock('h5wasm');
    }
  });
});

const python = ['/usr/bin/python3', 'python3'].find(
  (command) => spawnSync(command, ['-c', 'import h5py']).status === 0,
);

/** Opens a file as Keras does, and prints what h5py finds in it. */
const script = `
import h5py, io, json, sys, zipfile
path = sys.argv[1]
texts = {}
if path.endswith('.keras'):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        texts['config'] = json.loads(archive.read('config.json'))['class_name']
        texts['keras_version'] = json.loads(archive.read('metadata.json'))['keras_version']
        file = h5py.File(io.BytesIO(archive.read('model.weights.h5')), 'r')
else:
    file = h5py.File(path, 'r')
    texts['config'] = json.loads(file.attrs['model_config'])['class_name']
    texts['layer_names'] = list(file['model_weights'].attrs['layer_names'])
    texts['weight_names'] = [list(file['model_weights'][name].attrs['weight_names']) for name in texts['layer_names']]
found = {}
file.visititems(lambda name, item: found.update({name: item[()].ravel().tolist()}) if isinstance(item, h5py.Dataset) else None)
print(json.dumps({'texts': texts, 'found': found, 'vars': 'vars' in file}))
`;

describe.skipIf(python === undefined)('what is written, opened by h5py (skipped where it is not)', () => {
  const open = (name: string) =>
    JSON.parse(execFileSync(python ?? '', ['-c', script, join(folder, name)], { encoding: 'utf8' }));

  it('has the layout of Keras 3', async () => {
    await writeKerasModel(join(folder, 'h5py.keras'), network);
    const { texts, found, vars } = open('h5py.keras');
    expect({ texts, vars }).toEqual({ texts: { config: 'Sequential', keras_version: '3.0.0' }, vars: true });
    expect(Object.keys(found)).toHaveLength(network.tensors.size);
    expect(found['layers/dense_1/vars/0']).toEqual(Array.from(network.tensors.get('frozen/kernel')?.data ?? []));
    expect(found['layers/batch_normalization/vars/3']).toEqual(
      Array.from(network.tensors.get('norm/movingVariance')?.data ?? []),
    );
  });

  it('has the layout before', async () => {
    await writeKerasModel(join(folder, 'h5py.h5'), network);
    const { texts, found } = open('h5py.h5');
    expect(texts.layer_names.slice(0, 3)).toEqual(['flatten', 'hidden', 'hidden_leaky_relu']);
    expect(texts.weight_names.slice(0, 3)).toEqual([[], ['hidden/kernel:0', 'hidden/bias:0'], []]);
    expect(found['model_weights/norm/norm/moving_mean:0']).toEqual(
      Array.from(network.tensors.get('norm/movingMean')?.data ?? []),
    );
  });
});
