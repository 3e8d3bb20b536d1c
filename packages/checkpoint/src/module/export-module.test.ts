import { describe, expect, it } from 'vitest';
import type { TensorData } from '../tensor-data.ts';
import { encodeModuleWeights, exportModule } from './index.ts';

type Tensors = [name: string, tensor: TensorData][];

const float32 = (shape: number[], ...data: number[]): TensorData => ({
  dtype: 'float32',
  shape,
  data: Float32Array.from(data),
});

const network = (...layers: { type: string; name: string; [option: string]: unknown }[]) => ({
  type: 'sequential',
  inputShape: [2],
  layers,
});

const outputs = { type: 'dense', name: 'outputs', units: 1, activation: 'linear' };
const tensors: Tensors = [
  ['outputs/kernel', float32([2, 1], 2, 3)],
  ['outputs/bias', float32([1], 0.5)],
  ['outputs/kernel/adam/m', float32([2, 1], 0, 0)], // another name
];

const imported = (text: string) => import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(text)}`);

describe('a module of a network', () => {
  it('predicts for rows, and for all numbers in one array', async () => {
    const { predict, inputShape, outputShape } = await imported(exportModule({ config: network(outputs), tensors }));
    const rows = [Float32Array.of(32.5), Float32Array.of(-0.5)];
    expect(predict([[1, 10], [1, -1]])).toEqual(rows); // biome-ignore format: two rows
    expect(predict([Float32Array.of(1, 10), [1, -1]])).toEqual(rows);
    expect(predict(Float32Array.of(1, 10, 1, -1))).toEqual(rows);
    expect(predict([])).toEqual([]);
    expect([inputShape, outputShape]).toEqual([[2], [1]]);
  });

  it.each([
    ['linear', [], undefined],
    ['sigmoid', [], 'probabilities'],
    [
      'softmax',
      [
        { type: 'dropout', name: 'dropout', rate: 0.5 },
        { type: 'flatten', name: 'flat' },
      ],
      'probabilities',
    ],
    ['linear', [{ type: 'activation', name: 'softmax', activation: 'softmax' }], 'probabilities'],
    ['sigmoid', [{ type: 'activation', name: 'same', activation: 'linear' }], 'probabilities'],
    ['sigmoid', [{ type: 'activation', name: 'tanh', activation: 'tanh' }], 'values'],
    ['relu', [], 'values'],
  ])('says what its outputs are: those of %s and %j', async (activation, others, kind) => {
    const config = network({ ...outputs, activation }, ...others);
    expect((await imported(exportModule({ config, tensors }))).outputKind).toBe(kind);
  });

  it('refuses examples of another length', async () => {
    const { predict } = await imported(exportModule({ config: network(outputs), tensors }));
    expect(() => predict([[1, 2], [3]])).toThrow('an example must have 2 numbers, example 1 has 1.');
    expect(() => predict([1, 2, 3])).toThrow('examples have 2 numbers each, found 3 in all.');
    expect(() => predict([[1, 2], 3])).toThrow('an example must have 2 numbers, example 1 has number.');
  });

  it('has only the functions that it calls', () => {
    const text = exportModule({ config: network(outputs, { type: 'dropout', name: 'dropout', rate: 0.5 }), tensors });
    expect(text.match(/^(?:async )?(?:function|const) \w+/gm)).toEqual(
      ['rowsOf', 'forward', 'dense', 'take', 'encoded'].map((name) => `function ${name}`).toSpliced(3, 0, 'const bytes').toSpliced(5, 0, 'const weights'), // biome-ignore format: as the module has them
    );
  });

  it('needs no weights where the network has none', async () => {
    const relu = { type: 'activation', name: 'relu', activation: 'relu' };
    const { predict } = await imported(exportModule({ config: network(relu), tensors: [] }));
    expect(predict([[-1, 1]])).toEqual([Float32Array.of(0, 1)]);
  });

  it.each([
    "it's",
    '"',
    '\\',
    '\\"',
    "\\'",
    '\n',
    '\u2028',
    '\r',
    '*',
    '$',
    '`',
    '<script>',
    '<!--',
    '\0',
    '😀',
    '\ud800',
  ])('holds a layer named %j', async (name) => {
    // biome-ignore format: a list
    const config = network({ ...outputs, name });
    const named = tensors.map(([old, tensor]) => [old.replace('outputs', () => name), tensor] as const);
    const text = exportModule({ config, tensors: named });
    expect(text).not.toContain('<!--');
    expect((await imported(text)).predict([[1, 10]])).toEqual([Float32Array.of(32.5)]);
  });

  it('names its side file, and refuses one of another length', async () => {
    const source = { config: network(outputs), tensors };
    const bytes = encodeModuleWeights(source);
    expect([...new Float32Array(bytes.buffer)]).toEqual([2, 3, 0.5]);
    const url = (content: Uint8Array) =>
      `data:application/octet-stream;base64,${btoa(String.fromCharCode(...content))}`;
    const { predict } = await imported(exportModule(source, { weights: { url: url(bytes) } }));
    expect(predict([[1, 10]])).toEqual([Float32Array.of(32.5)]);
    const short = exportModule(source, { weights: { url: new URL(url(bytes.subarray(4))) } });
    await expect(imported(short)).rejects.toThrow('its weights must be 12 bytes, found 8.');
    expect(exportModule(source, { weights: { url: './network.bin' } })).toContain(
      "new URL('./network.bin', import.meta.url)",
    );
  });
});

describe('exportModule refuses', () => {
  const message = (config: unknown, given: Tensors = tensors): string => {
    try {
      exportModule({ config: JSON.parse(JSON.stringify(config)), tensors: given });
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    return 'nothing';
  };

  it.each([
    [null, 'Cannot export the network: its config must be an object, found null.'],
    [
      { ...network(outputs), type: 'graph' },
      'Cannot export the network: its type must be "sequential", found "graph".',
    ],
    [
      { ...network(outputs), inputShape: [0] },
      'Cannot export the network: "inputShape" must list whole numbers above 0, found [0].',
    ],
    [network(), 'Cannot export the network: "layers" must be an array of layers, found none.'],
    [
      network({ ...outputs, type: 'conv' }),
      'Cannot export layer "outputs": its type must be one of activation, batchNormalization, dense, dropout, flatten, found "conv".',
    ],
    [
      network({ ...outputs, name: 'a/b' }),
      'Cannot export layer 0: its name must have a letter and no "/", found "a/b".',
    ],
    [network(outputs, outputs), 'Cannot export two layers named "outputs".'],
    [
      network({ ...outputs, groups: 2 }),
      'Cannot export layer "outputs": its options must be one of name, units, activation, useBias, kernelInitializer, biasInitializer, trainable, found "groups".',
    ],
    [
      network({ ...outputs, units: 1.5 }),
      'Cannot export layer "outputs": "units" must be a whole number above 0, found 1.5.',
    ],
    [
      network({ ...outputs, units: 2 }),
      'Cannot export parameter "outputs/kernel": it must be float32 of shape [2, 2], its shape is [2, 1] and it has 2 numbers.',
    ],
    [
      network({ ...outputs, name: 'other' }),
      'Cannot export parameter "other/kernel": it must be float32 of shape [2, 1], it is missing.',
    ],
    [
      network({ ...outputs, activation: 'mish' }),
      'Cannot export the activation of layer "outputs": it must be one of elu, gelu, leakyRelu, linear, relu, selu, sigmoid, softmax, softplus, swish, tanh, found "mish".',
    ],
    [
      network({ ...outputs, activation: { type: 'leakyRelu', alpha: '1' } }),
      'Cannot export the activation of layer "outputs": "alpha" must be a finite number, found "1".',
    ],
    [
      { ...network(outputs), inputShape: [2, 2] },
      'Cannot export layer "outputs": its input must be [batch, inputs], it is [batch, 2, 2].',
    ],
  ])('a config, %j', (config, expected) => {
    // biome-ignore format: a table
    expect(message(config)).toBe(expected);
  });

  it('tensors of another dtype, and two of one name', () => {
    const float64: TensorData = { dtype: 'float64', shape: [2, 1], data: Float64Array.of(2, 3) };
    expect(message(network(outputs), [['outputs/kernel', float64]])).toMatch(/of shape \[2, 1\], it is "float64"\.$/);
    expect(message(network(outputs), [...tensors, ...tensors])).toBe(
      'Cannot export two tensors named "outputs/kernel".',
    );
  });
});
