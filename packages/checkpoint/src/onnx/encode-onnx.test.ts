import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { describe, expect, it } from 'vitest';
import type { TensorData } from '../tensor-data.ts';
import { encodeOnnx } from './index.ts';

const float32 = (shape: number[], ...data: number[]): TensorData => ({
  dtype: 'float32',
  shape,
  data: Float32Array.from(data),
});

const outputs = { type: 'dense', name: 'outputs', units: 1 };
const tensors: [name: string, tensor: TensorData][] = [
  ['outputs/kernel', float32([2, 1], 2, 3)],
  ['outputs/bias', float32([1], 0.5)],
];

/** The file of a network of these layers. */
function encoded(
  layers: readonly { type: string; name: string; [option: string]: unknown }[],
  given = tensors,
): Uint8Array {
  return encodeOnnx({ config: { type: 'sequential', inputShape: [2], layers }, tensors: given });
}

/** All fields of a protobuf message, by their numbers, as they stand there. */
function fieldsOf(bytes: Uint8Array): Map<number, (Uint8Array | number)[]> {
  const fields = new Map<number, (Uint8Array | number)[]>();
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    const value =
      type === WireType.LengthDelimited ? reader.bytes() : type === WireType.Bit32 ? reader.float() : reader.int32();
    fields.set(field, [...(fields.get(field) ?? []), value]);
  }
  return fields;
}

/** The messages that one field of another holds. */
function messagesIn(bytes: Uint8Array, field: number): Uint8Array[] {
  return (fieldsOf(bytes).get(field) ?? []).filter((value) => value instanceof Uint8Array);
}

const textIn = (bytes: Uint8Array, field: number): string => new TextDecoder().decode(messagesIn(bytes, field)[0]);

/** The operators of a file's graph, in their order. */
function operatorsIn(file: Uint8Array): string[] {
  return messagesIn(messagesIn(file, 7)[0]!, 1).map((node) => textIn(node, 4));
}

describe('encodeOnnx', () => {
  it('writes IR version 8, opset 17 of the standard domain, and who wrote it', () => {
    const file = encoded([outputs]);
    expect(fieldsOf(file).get(1)).toEqual([8]);
    expect(textIn(file, 2)).toBe('@feedforward/checkpoint');
    expect([...fieldsOf(messagesIn(file, 8)[0]!)]).toEqual([[2, [17]]]);
  });

  it('writes parameters as they are, float32 of little endian, under their names', () => {
    const [kernel, bias] = messagesIn(messagesIn(encoded([outputs]), 7)[0]!, 5);
    expect([textIn(kernel!, 8), textIn(bias!, 8)]).toEqual(['outputs/kernel', 'outputs/bias']);
    expect([messagesIn(kernel!, 1)[0], fieldsOf(kernel!).get(2)]).toEqual([Uint8Array.of(2, 1), [1]]);
    expect(new Float32Array(messagesIn(kernel!, 9)[0]!.slice().buffer)).toEqual(Float32Array.of(2, 3));
  });

  it('gives every value a name of its own, whatever the layers are called', () => {
    const names = ['input', 'output', 'network', 'gelu'];
    const layers = names.map((name) => ({ type: 'activation', name, activation: 'gelu' }));
    const nodes = messagesIn(messagesIn(encoded(layers), 7)[0]!, 1);
    expect(new Set(nodes.map((node) => textIn(node, 2))).size).toBe(nodes.length);
  });

  it.each([
    ['dense', { useBias: true }, ['Gemm']],
    ['dense', { useBias: false }, ['MatMul']],
    ['dense', { activation: 'swish' }, ['Gemm', 'Sigmoid', 'Mul']],
    ['activation', { activation: 'selu' }, ['Selu']],
    ['activation', { activation: 'gelu' }, ['Mul', 'Erf', 'Mul', 'Add', 'Mul']],
    ['activation', { activation: 'linear' }, []],
    ['flatten', {}, ['Flatten']],
    ['dropout', { rate: 0.5 }, []],
  ])('writes %s with %j as %j', (type, options, operators) => {
    const layer = { ...(type === 'dense' && outputs), type, name: 'outputs', ...options };
    expect(operatorsIn(encoded([layer]))).toEqual([...operators, 'Identity']);
  });

  it('writes batch normalization along the last axis, which its operator does not have', () => {
    const moments = ['movingMean', 'movingVariance', 'gamma', 'beta'].map((name): [string, TensorData] => [
      `norm/${name}`,
      float32([2], 1, 2),
    ]);
    const layer = { type: 'batchNormalization', name: 'norm' };
    expect(operatorsIn(encoded([layer], moments))).toEqual(['Sub', 'Mul', 'Add', 'Identity']);
    expect(operatorsIn(encoded([{ ...layer, center: false }], moments))).toEqual(['Sub', 'Mul', 'Identity']);
  });

  it('refuses what it cannot write, and says why', () => {
    expect(() => encoded([{ ...outputs, units: 3 }])).toThrow('"outputs/kernel": it must be float32 of shape [2, 3]');
    expect(() => encoded([{ type: 'flatten', name: '\ud800' }])).toThrow('its name must be whole Unicode');
    expect(() => encoded([])).toThrow('"layers" must be an array of layers, found none.');
  });
});
