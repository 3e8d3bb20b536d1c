import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeSafetensors, encodeSafetensors, memoryStorage } from '@feedforward/checkpoint';
import { loadIris, Matrix, StandardScaler } from '@feedforward/datasets';
import { adam } from '@feedforward/training';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BaselineClassifier } from '../baseline/baseline-classifier.ts';
import { BaselineRegressor } from '../baseline/baseline-regressor.ts';
import { DNNClassifier, type DNNClassifierOptions } from '../dnn/dnn-classifier.ts';
import { DNNRegressor } from '../dnn/dnn-regressor.ts';
import { bucketizedColumn } from '../feature-columns/bucketized-column.ts';
import { categoricalColumnWithHashBucket } from '../feature-columns/categorical-column-with-hash-bucket.ts';
import { categoricalColumnWithVocabularyList } from '../feature-columns/categorical-column-with-vocabulary-list.ts';
import { crossedColumn } from '../feature-columns/crossed-column.ts';
import { embeddingColumn } from '../feature-columns/embedding-column.ts';
import { indicatorColumn } from '../feature-columns/indicator-column.ts';
import { rescale, standardize } from '../feature-columns/normalizers.ts';
import { numericColumn } from '../feature-columns/numeric-column.ts';
import { arrayInputFn } from '../input/array-input-fn.ts';
import type { InputFn } from '../input/input-fn.ts';
import { silentLogger } from '../log/logger.ts';
import { loadSavedModel, type SavedModel, type SavedModelInput } from './load-saved-model.ts';

const { features, labels } = loadIris();
const config = { logger: silentLogger, randomSeed: 42 };
const inputFn = arrayInputFn({ x: { x: features }, y: labels, batchSize: 50, numEpochs: null, shuffle: true });
const ordered = arrayInputFn({ x: { x: features }, shuffle: false });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saved-model-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const make = (options: Partial<DNNClassifierOptions> = {}): DNNClassifier =>
  new DNNClassifier({
    hiddenUnits: [10, 5],
    nClasses: 3,
    featureColumns: [numericColumn('x', { shape: [4] })],
    config,
    ...options,
  });

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
const allOf = async (model: SavedModel, input: SavedModelInput): Promise<object[]> => {
  const items: AsyncIterable<object> = model.predict(input);
  return all(items);
};

interface Predicts {
  predict(options: { readonly inputFn: InputFn }): AsyncIterable<object>;
  exportSavedModel(base: string): Promise<string>;
}
/** Whether an export gives the estimator's predictions in every bit. */
async function expectSame(estimator: Predicts, given: InputFn): Promise<SavedModel> {
  const model = await loadSavedModel(await estimator.exportSavedModel(folder));
  const expected = await all(estimator.predict({ inputFn: given }));
  expect(expected.length).toBeGreaterThan(0);
  expect(await allOf(model, { inputFn: given })).toEqual(expected);
  return model;
}

describe('an exported saved model', () => {
  it('predicts what the estimator does, from a file alone', async () => {
    const classifier = await make({ dropout: 0.2, batchNorm: true, activationFn: 'tanh' }).train({ inputFn, steps: 9 });
    const model = await expectSame(classifier, ordered);
    expect([model.kind, model.globalStep]).toEqual(['classifier', 9]);
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^\d{10}\.safetensors$/)]);
  });

  it('does so for examples in random order', async () => {
    await expectSame(
      await make().train({ inputFn, steps: 9 }),
      arrayInputFn({ x: { x: features }, batchSize: 20, shuffle: true }),
    );
  });

  it('takes features as they come, in every kind of column', async () => {
    const age = numericColumn('age', { defaultValue: 40 });
    const town = categoricalColumnWithHashBucket('town', { hashBucketSize: 20 });
    const colour = categoricalColumnWithVocabularyList('colour', { vocabularyList: ['red', 'blue'], numOovBuckets: 1 });
    const classifier = make({
      nClasses: 2,
      labelVocabulary: ['no', 'yes'],
      featureColumns: [
        age,
        bucketizedColumn(age, { boundaries: [18.5, 65] }),
        indicatorColumn(colour),
        embeddingColumn(town, { dimension: 3, combiner: 'sqrtn', maxNorm: 0.7 }),
        embeddingColumn(crossedColumn([colour, 'town'], { hashBucketSize: 10 }), { dimension: 2 }),
      ],
    });
    const columns = {
      age: Matrix.from([[25], [Number.NaN], [70]]),
      town: [['Graz'], ['Linz', 'Wels'], []],
      colour: ['red', 'green', 'blue'],
    };
    await classifier.train({ inputFn: () => Array(5).fill({ features: columns, labels: ['no', 'yes', 'yes'] }) });
    const given: InputFn = () => [{ features: columns }];
    const model = await expectSame(classifier, given);
    expect(await allOf(model, { x: columns })).toEqual(await allOf(model, { inputFn: given }));
    expect(await allOf(model, { x: { age: [[3]], town: ['Rome'], colour: [''] } })).toEqual([
      expect.objectContaining({ classes: [expect.stringMatching(/^(no|yes)$/)] }),
    ]);
  });

  it('predicts what a regressor does', async () => {
    const regressor = new DNNRegressor({
      hiddenUnits: [6],
      labelDimension: 2,
      featureColumns: [numericColumn('x', { shape: [2] })],
      config,
    });
    const x = { x: features.columns([0, 1]) };
    const petals: InputFn = () => [{ features: x, labels: features.columns([2, 3]) }];
    const model = await expectSame(await regressor.train({ inputFn: petals }), petals);
    expect(model.kind).toBe('regressor');
    expect(await allOf(model, { x })).toHaveLength(150);
  });

  it('predicts what a baseline does', async () => {
    await expectSame(await new BaselineClassifier({ nClasses: 3, config }).train({ inputFn, steps: 3 }), ordered);
    await expectSame(await new BaselineRegressor({ config }).train({ inputFn, steps: 3 }), ordered);
  });

  it('computes as the estimator did, in each bit: with kernels, or without where its optimizer has none', async () => {
    const { name, learningRate, init, update } = adam();
    const own = { name, learningRate, init, update };
    await expectSame(await make({ optimizer: own }).train({ inputFn, steps: 9 }), ordered);
  });

  it('is of the newest checkpoint, or of one that is told', async () => {
    const modelDir = join(folder, 'model');
    await make({ modelDir }).train({ inputFn, steps: 7 });
    const classifier = make({ modelDir });
    const stepOf = async (path: string) => (await loadSavedModel(path)).globalStep;
    expect(await stepOf(await classifier.exportSavedModel(folder))).toBe(7);
    const checkpointPath = join(modelDir, 'model.ckpt-1.safetensors');
    expect(await stepOf(await classifier.exportSavedModel(folder, { checkpointPath }))).toBe(1);
  });

  it('goes by the second in which it was made, or by the next that is free', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_999 });
    const info = vi.fn();
    const classifier = await make({ config: { logger: { ...silentLogger, info } } }).train({ inputFn, steps: 1 });
    expect(await classifier.exportSavedModel(`${folder}/`)).toBe(`${folder}/1700000000.safetensors`);
    expect(await classifier.exportSavedModel(folder)).toBe(`${folder}/1700000001.safetensors`);
    vi.setSystemTime(1_600_000_000_000); // the newest has the largest number, whatever the clock does
    expect(await classifier.exportSavedModel(folder)).toBe(`${folder}/1700000002.safetensors`);
    expect(info).toHaveBeenLastCalledWith(`SavedModel written to: ${folder}/1700000002.safetensors`);
  });

  it('is written to a storage as well, and read from bytes', async () => {
    const storage = memoryStorage();
    const classifier = await make().train({ inputFn, steps: 4 });
    const name = await classifier.exportSavedModel(storage, { prefix: 'iris-' });
    expect(name).toMatch(/^iris-\d{10}\.safetensors$/);
    expect(await storage.list()).toEqual([name]);
    const model = await loadSavedModel(await storage.read(name));
    expect(await allOf(model, { inputFn: ordered })).toEqual(await all(classifier.predict({ inputFn: ordered })));
    await expect(classifier.exportSavedModel(storage, { prefix: '../' })).rejects.toThrow('Cannot use a file named');
  });

  it('is not made of an estimator that has not been trained', async () => {
    await expect(make().exportSavedModel(folder)).rejects.toThrow('Cannot export: the classifier has not been trained');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('holds normalizers, with which it predicts the same bits', async () => {
    const scaler = new StandardScaler().fit(features);
    const featureColumns = [
      numericColumn('x', { shape: [4], normalizerFn: standardize(scaler) }),
      bucketizedColumn(
        numericColumn('z', { shape: [4], normalizerFn: rescale({ scale: 1 / 8, offset: [-1, 0, 0, 1] }) }),
        {
          boundaries: [0.1, 0.5],
        },
      ),
    ];
    const x = { x: features, z: features };
    const both = arrayInputFn({ x, y: labels, shuffle: false });
    const classifier = await make({ featureColumns }).train({ inputFn: both, steps: 3 });
    const model = await loadSavedModel(await classifier.exportSavedModel(folder));
    expect(await allOf(model, { x })).toEqual(await all(classifier.predict({ inputFn: both })));
  });

  it('is not made where a column holds a function, which is named', async () => {
    const featureColumns = [numericColumn('x', { shape: [4], normalizerFn: (x) => x / 8 })];
    const classifier = await make({ featureColumns }).train({ inputFn, steps: 1 });
    await expect(classifier.exportSavedModel(folder)).rejects.toThrow(
      'Cannot export the classifier: feature column "x" holds a function, such as a normalizerFn, which no file can.',
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('does not take features that the estimator would not', async () => {
    const model = await loadSavedModel(await (await make().train({ inputFn, steps: 1 })).exportSavedModel(folder));
    await expect(allOf(model, { x: { y: features } })).rejects.toThrow('feature column "x" in the input, which has y');
    await expect(allOf(model, { x: { x: [[1, 2]] } })).rejects.toThrow('takes [batch, 4], the input has [1, 2]');
  });
});

describe('loadSavedModel', () => {
  /** An export whose description was changed. */
  async function changed(change: (description: Record<string, unknown>) => unknown): Promise<Uint8Array> {
    const classifier = await make().train({ inputFn, steps: 1 });
    const { tensors, metadata } = decodeSafetensors(await readFile(await classifier.exportSavedModel(folder)));
    const description = change(JSON.parse(metadata.savedModel!));
    return encodeSafetensors(tensors, {
      savedModel: typeof description === 'string' ? description : JSON.stringify(description),
    });
  }

  it('reads one whose description is as it was', async () => {
    expect((await loadSavedModel(await changed((same) => same))).kind).toBe('classifier');
  });

  it.each<[string, (description: Record<string, unknown>) => unknown, string]>([
    ['is no JSON', () => '{', 'What it tells of its network is no JSON object.'],
    ['is a list', () => [], 'What it tells of its network is no JSON object.'],
    ['is of a later version', (d) => ({ ...d, version: 2 }), 'Its version must be 1, it is 2.'],
    ['counts no steps', (d) => ({ ...d, globalStep: -1 }), 'It lacks a globalStep, a seed or an engine.'],
    ['knows another engine', (d) => ({ ...d, engine: 'steam' }), 'It lacks a globalStep, a seed or an engine.'],
    ['has no head', (d) => ({ ...d, head: null }), 'it has no head'],
    ['has an unknown head', (d) => ({ ...d, head: { type: 'x', lossReduction: 'sum' } }), 'Cannot read head'],
    [
      'has no layers',
      (d) => ({ ...d, network: { featureColumns: [] } }),
      'must have lists of featureColumns and layers',
    ],
    [
      'has other classes than outputs',
      (d) => ({ ...d, head: { type: 'classes', nClasses: 4, lossReduction: 'sum' } }),
      'Its head takes 4 logits, its network gives [3].',
    ],
    ['claims to be a baseline', ({ network: _, ...d }) => d, 'Parameter "baseline/bias" must be [3], there is none.'],
    [
      'claims parameters beyond all memory',
      (d) => ({ ...d, network: { ...(d.network as object), layers: [{ type: 'dense', units: 1e7, name: 'a' }] } }),
      'Its head takes 3 logits, its network gives [10000000].',
    ],
    [
      'claims features beyond all memory',
      (d) => ({
        ...d,
        network: { ...(d.network as object), featureColumns: [{ type: 'numericColumn', key: 'x', shape: [1e7] }] },
      }),
      'Parameter "hiddenlayer_0/kernel" must be [10000000, 10], it is [4, 10].',
    ],
    [
      'has a column with an option that nobody knows',
      (d) => ({
        ...d,
        network: { ...(d.network as object), featureColumns: [{ type: 'numericColumn', key: 'x', shape: [4], f: 1 }] },
      }),
      'Cannot read numericColumn: it has no option "f"',
    ],
  ])('refuses a file whose description %s', async (_, change, message) => {
    const load = loadSavedModel(await changed(change));
    await expect(load).rejects.toThrow(RangeError);
    await expect(load).rejects.toThrow(`Cannot load a saved model from the bytes. `);
    await expect(load).rejects.toThrow(message);
  });

  it('refuses whatever else a description may hold, and with nothing but a RangeError', async () => {
    const classifier = await make().train({ inputFn, steps: 1 });
    const { tensors, metadata } = decodeSafetensors(await readFile(await classifier.exportSavedModel(folder)));
    const { network, ...rest } = JSON.parse(metadata.savedModel!);
    const places: readonly ((value: unknown) => object)[] = [
      (head) => ({ ...rest, network, head }),
      (seed) => ({ ...rest, network, seed }),
      (value) => ({ ...rest, network: value }),
      (column) => ({ ...rest, network: { ...network, featureColumns: [column] } }),
      (shape) => ({
        ...rest,
        network: { ...network, featureColumns: [{ type: 'numericColumn', key: 'x', shape }] },
      }),
      (layer) => ({ ...rest, network: { ...network, layers: [layer, ...network.layers] } }),
      (units) => ({ ...rest, network: { ...network, layers: [{ type: 'dense', name: 'logits', units }] } }),
    ];
    const wrong = fc.jsonValue().filter((value) => typeof value !== 'number'); // which a seed may be
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), wrong, async (place, value) => {
        const bytes = encodeSafetensors(tensors, { savedModel: JSON.stringify(place(value)) });
        await expect(loadSavedModel(bytes)).rejects.toThrow(RangeError);
      }),
    );
  });

  it('refuses damaged files and those of others', async () => {
    const classifier = await make().train({ inputFn, steps: 1 });
    const bytes = await readFile(await classifier.exportSavedModel(folder));
    const damaged = Uint8Array.from(bytes);
    damaged[damaged.length - 5]! ^= 1;
    await expect(loadSavedModel(damaged)).rejects.toThrow(/checksum|CRC/i);
    await expect(loadSavedModel(bytes.subarray(0, 999))).rejects.toThrow('Cannot read safetensors file "the bytes"');
    await expect(loadSavedModel(encodeSafetensors([]))).rejects.toThrow('its metadata has no "savedModel"');
    await expect(loadSavedModel(join(folder, 'none.safetensors'))).rejects.toThrow('it does not exist');
  });
});
