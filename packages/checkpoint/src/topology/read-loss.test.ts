import { describe, expect, it } from 'vitest';
import type { NetworkConfig } from '../network/network-source.ts';
import { outputActivation } from './output-activation.ts';
import { readLoss } from './read-loss.ts';
import { writeLoss } from './write-loss.ts';

const network = (...layers: NetworkConfig['layers']): NetworkConfig => ({
  type: 'sequential',
  inputShape: [2],
  layers,
});
const dense = (activation?: unknown) => ({ type: 'dense', name: 'out', units: 2, activation });
const refuse = (found: string) => new RangeError(found);

describe('the loss of a Keras or TF.js model', () => {
  const sparse = { type: 'sparseSoftmaxCrossEntropy', reduction: 'mean' };
  const ofClass = (class_name: string, config: object = {}) => ({ class_name, config });
  it.each<[given: unknown, activation: string | undefined, loss: object | undefined]>([
    ['sparse_categorical_crossentropy', 'softmax', sparse],
    ['sparseCategoricalCrossentropy', 'softmax', sparse],
    ['SparseCategoricalCrossentropy', 'softmax', sparse],
    ['sparse_categorical_crossentropy', 'linear', { ...sparse, fromLogits: false }],
    [['sparse_categorical_crossentropy'], 'softmax', sparse],
    [{ outputs: 'sparse_categorical_crossentropy' }, 'softmax', sparse],
    [ofClass('SparseCategoricalCrossentropy', { from_logits: true }), 'linear', sparse],
    // Keras goes behind a softmax to its logits, whatever it was told.
    [ofClass('SparseCategoricalCrossentropy', { from_logits: true }), 'softmax', sparse],
    [ofClass('SparseCategoricalCrossentropy', { from_logits: false }), 'linear', { ...sparse, fromLogits: false }],
    [{ class_name: 'function', config: 'mse' }, 'linear', { type: 'meanSquaredError', reduction: 'mean' }],
    ['MAE', undefined, { type: 'meanAbsoluteError', reduction: 'mean' }],
    ['bce', 'sigmoid', { type: 'sigmoidCrossEntropy', reduction: 'mean' }],
    ['huber', 'linear', { type: 'huber', reduction: 'mean', delta: 1 }],
    [ofClass('Huber', { delta: 0.5, reduction: 'sum' }), 'linear', { type: 'huber', reduction: 'sum', delta: 0.5 }],
    [ofClass('Hinge'), 'tanh', { type: 'hinge', reduction: 'mean' }],
    [ofClass('BinaryCrossentropy', { label_smoothing: 0.1 }), 'sigmoid', undefined],
    [ofClass('SparseCategoricalCrossentropy', { ignore_class: 0 }), 'softmax', undefined],
    [ofClass('MeanSquaredError', { reduction: 'none' }), 'linear', undefined],
    [ofClass('CategoricalFocalCrossentropy'), 'softmax', undefined],
    ['squared_hinge', 'linear', undefined],
    ['constructor', 'linear', undefined],
    [['mse', 'mae'], 'linear', undefined],
    [null, 'linear', undefined],
    [3, 'linear', undefined],
    [{ a: { b: { c: {} } } }, 'linear', undefined],
  ])('%j of %s outputs is %j', (given, activation, loss) => {
    expect(readLoss(given, activation)).toEqual(loss);
  });

  it('is not looked for in what is nested deeply', () => {
    expect(readLoss(JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)), 'linear')).toBeUndefined();
  });

  it.each([
    ['linear', true, [dense()]],
    ['softmax', false, [dense('softmax')]],
    [
      'sigmoid',
      false,
      [dense(), { type: 'activation', name: 'a', activation: 'sigmoid' }, { type: 'flatten', name: 'f' }],
    ],
    ['softmax', false, [dense('softmax'), { type: 'dropout', name: 'd', rate: 0.5 }]],
    ['leakyRelu', true, [dense({ type: 'leakyRelu', alpha: 0.1 })]],
    [undefined, true, [dense('softmax'), { type: 'batchNormalization', name: 'n' }]],
  ])('is told what a network with %s outputs gives: logits %s', (activation, isLogits, layers) => {
    const config = network(...layers);
    expect(outputActivation(config)).toBe(activation);
    const { config: written } = writeLoss({ type: 'softmaxCrossEntropy', reduction: 'mean' }, config, refuse);
    expect(written).toEqual({
      ...{ name: 'categorical_crossentropy', reduction: 'sum_over_batch_size', from_logits: isLogits },
    });
  });

  it('is written as it was read, or refused', () => {
    const loss = { type: 'huber', reduction: 'sum', delta: 0.5 } as const;
    expect(readLoss(writeLoss(loss, network(dense()), refuse), 'linear')).toEqual(loss);
    const own = { type: 'own', reduction: 'mean' } as const;
    expect(() => writeLoss(own, network(dense()), refuse)).toThrow('its loss must be one of sigmoidCrossEntropy,');
  });
});
