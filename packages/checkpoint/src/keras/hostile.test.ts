import { RandomState } from '@feedforward/random';
import { unzlibSync, zipSync } from 'fflate';
import { File, type Group, ready } from 'h5wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { bytesOf } from '../numpy/testing.ts';
import { parseJson } from '../parse-json.ts';
import type { TensorData } from '../tensor-data.ts';
import { readArchive } from './archive.ts';
import { modelIn, modelOf } from './decode.ts';
import { decodeHdf5 } from './hdf5/decode-hdf5.ts';
import type { Hdf5Tree } from './hdf5/hdf5-tree.ts';
import { decodeKerasModel, encodeKerasModel, type KerasModel } from './index.ts';
import { refuseFor } from './refuse.ts';
import { type GoldenName, golden, network } from './testing.ts';

/** How many damaged HDF5 files are read, each in a worker of its own; the library that reads them is not ours. */
const hdf5Files = Number(process.env.KERAS_HDF5_FILES ?? 12);

const refuse = refuseFor(undefined);

/** Undefined where a file is refused as it should be; any other failure is thrown. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    return checkRefusal(error);
  }
}

function checkRefusal(error: unknown): undefined {
  if (!(error instanceof Error) || error.constructor !== Error) throw error;
  if (!error.message.startsWith('Cannot read the Keras file: ') || !error.message.endsWith('.')) throw error;
  return undefined;
}

function expectSound({ tensors }: KerasModel): void {
  for (const { shape, data } of tensors.values()) {
    if (data.length !== shape.reduce((a, b) => a * b, 1)) throw new Error('What was read is not sound.');
  }
}

const pieces = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '0',
  '9',
  '-',
  '1e9',
  'null',
  'true',
  '"__proto__"',
  '\\',
  'PK\x05\x06',
]
  .map((piece) => new TextEncoder().encode(piece))
  .concat([Uint8Array.of(0, 0, 0, 0), Uint8Array.of(255, 255, 255, 255)]);

/** One to three changes: a byte set, a stretch copied elsewhere, or a piece put over it. */
function mutate(original: Uint8Array, random: RandomState): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(original);
  for (let changes = random.randint(1, 4); changes > 0; changes--) {
    let at = random.randint(0, bytes.length);
    for (let tries = 0; tries < 20 && bytes[at] === 0; tries++) at = random.randint(0, bytes.length); // HDF5 has many
    const from = random.randint(0, bytes.length);
    const kind = random.randint(0, 3);
    if (kind === 0) bytes[at] = random.randint(0, 256);
    else if (kind === 1) bytes.copyWithin(at, from, from + random.randint(1, 20));
    else bytes.set(pieces[random.randint(0, pieces.length)]!.subarray(0, bytes.length - at), at);
  }
  return bytes;
}

let trees: Hdf5Tree[];
let config: Uint8Array;
/** Of a sequential model, and of functional ones in two versions of Keras. */
let configs: Uint8Array[];
beforeAll(async () => {
  const files: GoldenName[] = ['model.weights.h5', 'model.h5'];
  trees = await Promise.all(files.map((name) => decodeHdf5(golden(name), {}, refuse)));
  configs = (['model.keras', 'functional.keras', 'functional-keras2.13.keras'] as const).map((name) =>
    new TextEncoder().encode(JSON.stringify(readArchive(golden(name), 2 ** 26, refuse).config)),
  );
  config = configs[0]!;
});

describe('damaged files of Keras', () => {
  it('are refused or soundly read, 100,000 configs, and pollute no prototype', () => {
    const before = Reflect.ownKeys(Object.prototype).length;
    const random = new RandomState(1);
    const read = [0, 0, 0];
    for (let i = 0; i < 100_000; i++) {
      const bytes = mutate(configs[i % 3]!, random);
      const model = attempt(() =>
        modelOf(parseJson(bytes, 'its config.json', refuse), 'config.json', trees[0]!, refuse),
      );
      if (!model) continue;
      read[i % 3]!++;
      expectSound(model);
    }
    expect(Math.min(...read)).toBeGreaterThan(1000);
    expect(Reflect.ownKeys(Object.prototype)).toHaveLength(before);
  }, 600_000);

  it('are refused or soundly read, 100,000 trees of HDF5', () => {
    const random = new RandomState(2);
    const given = parseJson(config, 'its config.json', refuse);
    let read = 0;
    for (let i = 0; i < 100_000; i++) {
      const tree = changed(trees[i % 2]!, random);
      const model = attempt(() => (i % 2 === 0 ? modelOf(given, 'config.json', tree, refuse) : modelIn(tree, refuse)));
      if (!model) continue;
      read++;
      expectSound(model);
    }
    expect(read).toBeGreaterThan(1000);
  }, 600_000);

  it('are refused or soundly read, 100,000 archives', () => {
    const random = new RandomState(3);
    const file = zipSync(
      { 'config.json': new TextEncoder().encode('{}'), 'model.weights.h5': new Uint8Array(64) },
      { level: 0 },
    );
    let read = 0;
    for (let i = 0; i < 100_000; i++) {
      const archive = attempt(() => readArchive(mutate(file, random), 1000, refuse));
      if (!archive) continue;
      read++;
      if (archive.weights.length > 2 * file.length) throw new Error('What was read is not sound.');
    }
    expect(read).toBeGreaterThan(1000);
  }, 600_000);

  it(`are refused or soundly read, ${hdf5Files} files of HDF5 (KERAS_HDF5_FILES: how many)`, async () => {
    const random = new RandomState(4);
    const files = (['model.h5', 'float16.weights.h5'] as const).map(golden);
    const given = parseJson(config, 'its config.json', refuse);
    const count = { read: 0, refused: 0, late: 0 };
    for (let i = 0; i < hdf5Files; i++) {
      const bytes = mutate(files[i % 2]!, random);
      try {
        const tree = await decodeHdf5(bytes, { maxSeconds: 2 }, refuse);
        const model = attempt(() =>
          i % 2 === 1 ? modelOf(given, 'config.json', tree, refuse) : modelIn(tree, refuse),
        );
        if (model) expectSound(model);
        count[model ? 'read' : 'refused']++;
      } catch (error) {
        checkRefusal(error);
        count[String(error).includes('takes more than 2 seconds') ? 'late' : 'refused']++;
      }
    }
    if (process.env.KERAS_HDF5_FILES) console.log(count);
    expect(count.read + count.refused + count.late).toBe(hdf5Files);
    // The library is as it was before: what it read of those files is gone with their workers.
    expect((await decodeKerasModel(files[0]!)).tensors.size).toBe(9);
  }, 3_600_000);
});

/** Some attributes or datasets gone, called otherwise, or of another kind. */
function changed({ attributes, datasets, skipped }: Hdf5Tree, random: RandomState): Hdf5Tree {
  const tensors = new Map(datasets);
  const texts = new Map(Array.from(attributes, ([path, own]) => [path, new Map(own)]));
  const odd: TensorData[] = [
    { dtype: 'float32', shape: [3], data: new Float32Array(2) },
    { dtype: 'float64', shape: [3], data: new Float64Array(3) },
    { dtype: 'float32', shape: [], data: new Float32Array(1) },
  ];
  const pick = <T>(items: readonly T[]): T => items[random.randint(0, items.length)]!;
  for (let changes = random.randint(1, 4); changes > 0; changes--) {
    const kind = random.randint(0, 5);
    const path = pick([...tensors.keys()]);
    const group = pick([...texts.values()]);
    const name = pick([...group.keys(), 'layer_names', '__proto__']);
    if (kind === 0) tensors.delete(path);
    else if (kind === 1) tensors.set(path, pick(odd));
    else if (kind === 2)
      tensors.set(pick(['__proto__', 'layers/dense_9/vars/0', `${path}/x`, 'x']), tensors.get(path)!);
    else if (kind === 3) group.set(name, pick(['', 'dense', '[', ['__proto__'], ['hidden', 'hidden'], []]));
    else group.delete(name);
  }
  return { attributes: texts, datasets: tensors, skipped };
}

describe('a Keras file that is not what it should be', () => {
  const weights = new Uint8Array(64);
  const archive = (files: Record<string, Uint8Array>) => zipSync(files, { level: 0 });
  const json = (text: string) => new TextEncoder().encode(text);

  it.each([
    ['bytes of something else', json('no file'), 'it must begin as HDF5 files do, it does not'],
    ['an archive without weights', archive({ 'config.json': json('{}') }), 'it must have a file "model.weights.h5"'],
    ['no config', archive({ 'model.weights.h5': weights }), 'it must have a file "config.json", it has none'],
    [
      'weights that are none',
      archive({ 'config.json': json('{}'), 'model.weights.h5': weights }),
      'it must begin as HDF5',
    ],
    ['weights alone', golden('model.weights.h5'), 'it must have a text "model_config", it has weights alone'],
    ['half of itself', golden('model.h5').subarray(0, 6000), 'it is damaged: '],
  ])('is refused: %s', async (_, bytes, message) => {
    await expect(decodeKerasModel(bytes)).rejects.toThrow(message);
  });

  it('need not have a layer for its input, if it says what it was built for', () => {
    const given: { config: { layers: unknown[] } } = JSON.parse(new TextDecoder().decode(config));
    given.config.layers.shift();
    expect(modelOf(given, 'config.json', trees[0]!, refuse).config.inputShape).toEqual([2, 2]);
  });

  it('is refused where it claims more than is allowed', async () => {
    const bytes = await encodeKerasModel(network);
    await expect(decodeKerasModel(bytes, { maxBytes: 100 })).rejects.toThrow('the limit is 100; raise maxBytes');
  });

  it.each<[string, (file: Group) => unknown, string]>([
    [
      'a number in a chunk that takes more memory than is allowed',
      (file) => file.create_dataset({ name: 'x', shape: [1], maxshape: [2 ** 19], chunks: [2 ** 19], data: one }),
      'it claims 2097152 bytes or more, the limit is 1048576',
    ],
    [
      'groups within one another without an end',
      (file) => Array.from({ length: 40 }).reduce((group: Group) => group.create_group('x'), file),
      'Keras file: its groups must lie within one another 32 deep at most',
    ],
  ])('is refused with %s', async (_, write, message) => {
    const bytes = await fileOf(write);
    await expect(decodeHdf5(bytes, { maxBytes: 2 ** 20 }, refuse)).rejects.toThrow(message);
  });

  it('is refused where its numbers are packed by a filter of others', async () => {
    await expect(decodeHdf5(unzlibSync(bytesOf(packedByLzf)), {}, refuse)).rejects.toThrow(
      'Keras file: it is packed by the filter "lzf", which the HDF5 library here does not have.',
    );
  });

  it.each([
    [
      (tree: Hdf5Tree) => without(tree, 'layers/dense/vars/0'),
      'weight "layers/dense/vars/0", "hidden/kernel" here, is missing',
    ],
    [(tree: Hdf5Tree) => without(tree, 'layers/'), 'it must have "layers" or "layer_names"'],
    [
      (tree: Hdf5Tree) => withTensor(tree, 'layers/dense_3/vars/0', [3]),
      'its weight "layers/dense_3/vars/0" is of no layer',
    ],
    [(tree: Hdf5Tree) => withTensor(tree, 'layers/dense/vars/0', [3, 4]), 'must have shape [4, 3], it has [3, 4]'],
  ])('is refused: %#', (change, message) => {
    const given = parseJson(config, 'its config.json', refuse);
    expect(() => modelOf(given, 'config.json', change(trees[0]!), refuse)).toThrow(message);
  });

  it('is refused where its weights are of layers of other names', () => {
    const other = new TextDecoder().decode(config).replaceAll('"hidden"', '"other"');
    expect(() => modelOf(JSON.parse(other), 'config.json', trees[1]!, refuse)).toThrow(
      'the weights of layer "other" are missing',
    );
  });
});

const one = Float32Array.of(1);

/** What h5py 3.7 makes of `create_dataset('x', data=np.zeros(64, 'f4'), compression='lzf')`, by zlib, in base64. */
const packedByLzf = [
  'eNrr9HBx4+WS4mLm4GCAgf9QwAkVMoCK3+964+nv4RLEpJAmxJaNjCuYhJA1wgAXEwMjAwMbDwOQYqw4DDPfg4FqILSi9hnYSUALGEUYGJgYGR',
  'kdoHIwmlmEgVFQQZ6BBcxTYBDnYBCvB7JYga5jZuaWYmAE6q5lAbqRmSGnKg2sjhXobpDbOWQYGFiYmJgYHVgYOZEthoVWB8OgAdJt/O8YRsEo',
  'GAWjYBSMAmIAsI578BlEAgAXni9j',
].join('');

/** An HDF5 file, as the library itself writes it. */
async function fileOf(write: (file: Group) => unknown): Promise<Uint8Array> {
  const { FS } = await ready;
  const file = new File('/hostile.h5', 'w');
  write(file);
  file.close();
  const bytes = new Uint8Array(FS.readFile('/hostile.h5'));
  FS.unlink('/hostile.h5');
  return bytes;
}

function without(tree: Hdf5Tree, prefix: string): Hdf5Tree {
  return { ...tree, datasets: new Map([...tree.datasets].filter(([path]) => !path.startsWith(prefix))) };
}

function withTensor(tree: Hdf5Tree, path: string, shape: readonly number[]): Hdf5Tree {
  const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
  return { ...tree, datasets: new Map([...tree.datasets, [path, { dtype: 'float32', shape, data }]]) };
}
