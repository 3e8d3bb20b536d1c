import { ready } from '@feedforward/core';
import { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { activation, constant, dense, dropout, flatten, type Layer, type Model, sequential, summary } from './index.ts';

const identity: Layer = { outputShape: (inputShape) => inputShape, call: (x) => x };

/** A layer with one parameter, and what it does in `call`. */
function withScale(call: Layer['call'], trainable = false): Layer {
  return {
    name: 'own',
    outputShape: (inputShape) => inputShape,
    parameters: () => [{ name: 'scale', shape: [2], initializer: () => new Float32Array(2), trainable }],
    call,
  };
}

/** A call that gives its parameter a next value of this shape. */
function assigning(shape: number[]): Layer['call'] {
  return (x, context) => {
    context.assign('scale', tf.zeros(shape));
    return x;
  };
}

/** The output for zeros of this shape, and with every parameter the numbers it first has. */
function apply(
  model: Model,
  batchShape: number[],
  options: { training?: boolean; values?: Map<string, tf.Tensor> } = {},
) {
  const { training = false, values } = options;
  return tf.tidy(() => {
    const initial = [...model.initialize(new RandomState(1))];
    const parameters = values ?? new Map(initial.map(([name, { data, shape }]) => [name, tf.tensor(data, [...shape])]));
    const assign = (): void => {};
    const y = model.apply(tf.zeros(batchShape), { parameters, training, random: new RandomState(2), assign });
    return { shape: y.shape, data: y.dataSync() };
  });
}

const network = (): Model =>
  sequential(
    [
      dense(300, { name: 'hidden1', activation: 'relu' }),
      dense(100, { name: 'hidden2', activation: 'relu' }),
      dense(10, { name: 'outputs' }),
    ],
    { inputShape: [784] },
  );

describe('sequential', () => {
  beforeAll(async () => {
    await ready();
  });

  it('knows its shapes and its parameters when it is made', () => {
    const { inputShape, outputShape, layers, parameters } = network();
    expect([inputShape, outputShape]).toEqual([[784], [10]]);
    expect(layers.map((layer) => [layer.name, layer.inputShape, layer.outputShape])).toEqual([
      ['hidden1', [784], [300]],
      ['hidden2', [300], [100]],
      ['outputs', [100], [10]],
    ]);
    expect(parameters.map(({ name, shape, trainable }) => [name, shape, trainable])).toEqual([
      ['hidden1/kernel', [784, 300], true],
      ['hidden1/bias', [300], true],
      ['hidden2/kernel', [300, 100], true],
      ['hidden2/bias', [100], true],
      ['outputs/kernel', [100, 10], true],
      ['outputs/bias', [10], true],
    ]);
  });

  it('draws the parameters from one stream, in order', () => {
    const random = new RandomState(42);
    const values = network().initialize(random);
    expect([...values.keys()][0]).toBe('hidden1/kernel');
    const reference = new RandomState(42);
    for (const [inputs, units, name] of [
      [784, 300, 'hidden1'],
      [300, 100, 'hidden2'],
      [100, 10, 'outputs'],
    ] as const) {
      const limit = Math.sqrt(6 / (inputs + units));
      const kernel = Float32Array.from(reference.uniform(-limit, limit, inputs * units));
      expect(values.get(`${name}/kernel`)).toEqual({ dtype: 'float32', shape: [inputs, units], data: kernel });
      expect(values.get(`${name}/bias`)?.data).toEqual(new Float32Array(units));
    }
    expect(random.getState()).toEqual(reference.getState());
  });

  it('names thousands of unnamed layers, and looks for each name once', () => {
    const layers = Array.from({ length: 20_000 }, () => identity);
    let looked = 0;
    const has = Set.prototype.has;
    const spy = vi.spyOn(Set.prototype, 'has').mockImplementation(function (this: Set<unknown>, value) {
      looked++;
      return has.call(this, value);
    });
    const model = sequential(layers, { inputShape: [2] });
    spy.mockRestore();
    expect(model.layers.at(-1)?.name).toBe('layer_19999');
    expect(looked).toBeLessThan(4 * layers.length);
    expect(summary(model).split('\n')).toHaveLength(20_002);
  });

  it('names unnamed layers after their types, past the names that are taken', () => {
    const layers = [
      dense(3),
      dropout(0.1),
      dense(3, { name: 'dense' }),
      dense(3),
      activation('relu'),
      identity,
      identity,
    ];
    expect(sequential(layers, { inputShape: [3] }).layers.map(({ name }) => name)).toEqual([
      'dense_1',
      'dropout',
      'dense',
      'dense_2',
      'activation',
      'layer',
      'layer_1',
    ]);
  });

  it.each([
    [() => [dense(3, { name: 'a' }), dense(3, { name: 'a' })], 'Cannot name two layers "a"'],
    [() => [dense(3, { name: '' })], 'Cannot name a layer ""'],
    [() => [dense(3, { name: 'a/b' })], 'Cannot name a layer "a/b": a name must have a letter and no "/".'],
    [() => [{ ...identity, config: { type: 'a/b' } }], 'Cannot name a layer "a/b"'],
    [() => [], 'Cannot make a model: it must have a layer, found none.'],
    [
      () => [flatten(), dense(3), withScale((x) => x), { ...identity, outputShape: () => [1.5] }],
      'Cannot connect layer "layer": its output\'s shape must list whole numbers above 0, for [batch, 3] it is [batch, 1.5].',
    ],
    [
      () => [dense(3, { name: 'hidden1' })],
      'Cannot connect layer "hidden1". A dense layer takes [batch, inputs], its input is [batch, 28, 28]. Flatten it first.',
    ],
  ])('refuses layers that do not make a model: %#', (layers, message) => {
    expect(() => sequential(layers(), { inputShape: [28, 28] })).toThrow(message);
  });

  it('refuses what is no layer, and shapes that are none', () => {
    // @ts-expect-error: JavaScript's users have no compiler to tell them
    expect(() => sequential([dense(3), 'relu'], { inputShape: [3] })).toThrow(
      'Cannot use layer 1: it must have outputShape and call, found "relu".',
    );
    for (const inputShape of [[0], [-1], [2.5], [Number.NaN]]) {
      expect(() => sequential([identity], { inputShape })).toThrow('inputShape must list whole numbers above 0');
    }
    // @ts-expect-error: as above
    expect(() => sequential([identity], { inputShape: 784 })).toThrow('it is 784');
  });

  it('refuses a kernel too large for memory before it is made', () => {
    expect(() => sequential([dense(1e6)], { inputShape: [1e6] })).toThrow(
      'Cannot make parameter "dense/kernel": it must have 1 to 1073741824 numbers, its shape is [1000000, 1000000].',
    );
  });

  describe('apply', () => {
    it('gives a new tensor, that of the last layer', () => {
      expect(apply(network(), [50, 784]).shape).toEqual([50, 10]);
      tf.tidy(() => {
        const x = tf.ones([2, 3]);
        const context = { parameters: new Map(), training: true, random: new RandomState(0), assign: () => {} };
        const y = sequential([identity, dropout(0)], { inputShape: [3] }).apply(x, context);
        y.dispose();
        expect(x.isDisposed).toBe(false);
      });
    });

    it('leaves nothing behind but its output', () => {
      const x = tf.zeros([5, 2]);
      const model = sequential([activation('gelu'), activation('softmax')], { inputShape: [2] });
      const before = tf.memory().numTensors;
      const context = { parameters: new Map(), training: false, random: new RandomState(0), assign: () => {} };
      const y = model.apply(x, context);
      expect(tf.memory().numTensors).toBe(before + 1);
      tf.dispose([x, y]);
    });

    it('takes flat rows for examples of more axes', () => {
      const model = sequential([flatten(), dense(3)], { inputShape: [28, 28] });
      expect(apply(model, [5, 784]).shape).toEqual([5, 3]);
      expect(apply(model, [5, 28, 28]).shape).toEqual([5, 3]);
    });

    it('refuses a batch of another shape', () => {
      expect(() => apply(network(), [50, 28, 28])).toThrow(
        'Cannot feed batch to layer "hidden1": it takes [batch, 784], the batch is [50, 28, 28]. Flatten it first.',
      );
      expect(() => apply(network(), [50, 783])).toThrow(
        'Cannot feed batch to layer "hidden1": it takes [batch, 784], the batch is [50, 783].',
      );
      expect(() => apply(network(), [784])).toThrow('the batch is [784]');
      expect(() => apply(network(), [])).toThrow('the batch is []');
    });

    it('refuses parameters that are missing, or of another shape', () => {
      expect(() => apply(network(), [5, 784], { values: new Map() })).toThrow(
        'Cannot apply the model: the value of parameter "hidden1/kernel" is missing.',
      );
      expect(() => apply(network(), [5, 784], { values: new Map([['hidden1/kernel', tf.zeros([300, 784])]]) })).toThrow(
        'Cannot use parameter "hidden1/kernel": it takes [784, 300], found [300, 784].',
      );
    });

    it.each([
      [
        'an output of another shape',
        withScale((x) => tf.sum(x)),
        'Cannot use the output of layer "own": it promised [5, 2], it gave [].',
      ],
      [
        'a parameter it did not ask for',
        withScale((_, c) => c.parameter('kernel')),
        'Layer "own" has no parameter "kernel": it did not ask for one.',
      ],
      [
        'assigning a trained parameter',
        withScale(assigning([2]), true),
        'Cannot assign parameter "own/scale": it is trainable, its gradient changes it.',
      ],
      [
        'assigning another shape',
        withScale(assigning([3])),
        'Cannot assign parameter "own/scale": it takes [2], found [3].',
      ],
    ])("refuses a layer's %s", (_, layer, message) => {
      expect(() => apply(sequential([layer], { inputShape: [2] }), [5, 2])).toThrow(message);
    });
  });

  it('refuses what an own layer gets wrong about its parameters', () => {
    const own = (specs: ReturnType<NonNullable<Layer['parameters']>>): Model =>
      sequential([{ ...identity, parameters: () => specs }], { inputShape: [2] });
    const initializer = (): Float32Array => new Float32Array(3);
    const a = { name: 'a', shape: [2], initializer };
    expect(() => own([a, a])).toThrow('Cannot use layer "layer": it has two parameters "a".');
    expect(() => own([{ ...a, name: 'a/b' }])).toThrow('Cannot name a parameter "a/b"');
    expect(() => own([{ ...a, shape: [0] }])).toThrow('Cannot make parameter "layer/a"');
    expect(() => own([a]).initialize(new RandomState(0))).toThrow(
      'Cannot initialize "layer/a": its shape [2] takes 2 numbers, the initializer gave 3.',
    );
    const infinite = own([{ ...a, initializer: constant(1e39) }]);
    expect(() => infinite.initialize(new RandomState(0))).toThrow(
      'Cannot initialize "layer/a": its numbers must be finite in float32, the initializer\'s number 0 is Infinity.',
    );
  });
});
