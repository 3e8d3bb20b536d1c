import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TensorData } from '../tensor-data.ts';
import { decodeTensorFlowCheckpoint } from './decode.ts';
import { encodeTensorFlowCheckpoint } from './encode.ts';

const bias = { dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) } as const;

describe('encodeTensorFlowCheckpoint', () => {
  it('writes every dtype so that it is read again', () => {
    const tensors = new Map<string, TensorData>([
      ['bool', { dtype: 'bool', shape: [2], data: Uint8Array.of(0, 1) }],
      ['float32', { dtype: 'float32', shape: [1, 2], data: Float32Array.of(-0, Number.NaN) }],
      ['float64', { dtype: 'float64', shape: [], data: Float64Array.of(Math.PI) }],
      ['int16', { dtype: 'int16', shape: [1], data: Int16Array.of(-300) }],
      ['int32', { dtype: 'int32', shape: [1], data: Int32Array.of(-(2 ** 31)) }],
      ['int64', { dtype: 'int64', shape: [], data: BigInt64Array.of(-(2n ** 63n)) }],
      ['int8', { dtype: 'int8', shape: [3], data: Int8Array.of(-1, 0, 1) }],
      ['none', { dtype: 'float32', shape: [0, 3], data: new Float32Array(0) }],
      ['uint16', { dtype: 'uint16', shape: [1], data: Uint16Array.of(65_535) }],
      ['uint32', { dtype: 'uint32', shape: [1], data: Uint32Array.of(2 ** 32 - 1) }],
      ['uint64', { dtype: 'uint64', shape: [1], data: BigUint64Array.of(2n ** 64n - 1n) }],
      ['uint8', { dtype: 'uint8', shape: [1], data: Uint8Array.of(255) }],
    ]);
    expect(decodeTensorFlowCheckpoint(encodeTensorFlowCheckpoint(tensors))).toEqual(tensors);
  });

  it('gives the same bytes whatever the order, and takes views of a longer buffer', () => {
    const view = { ...bias, data: Float32Array.of(0, 1, 2, 3).subarray(1, 3) };
    const sorted = encodeTensorFlowCheckpoint([
      ['a', bias],
      ['b', bias],
      ['\u{1f600}', view],
    ]);
    expect(
      encodeTensorFlowCheckpoint([
        ['\u{1f600}', bias],
        ['b', view],
        ['a', bias],
      ]),
    ).toEqual(sorted);
    expect(sorted.shards[0]).toHaveLength(24);
  });

  it('reads again any names and shapes', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => !name.startsWith('\0'));
    const tensor = fc
      .array(fc.nat(3), { maxLength: 4 })
      .map(
        (shape) => ({ dtype: 'uint8', shape, data: new Uint8Array(shape.reduce((a, b) => a * b, 1)).fill(7) }) as const,
      );
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(name, tensor), { selector: ([name]) => name }), (tensors) => {
        expect(decodeTensorFlowCheckpoint(encodeTensorFlowCheckpoint(tensors))).toEqual(new Map(tensors));
      }),
    );
  });

  it('writes indexes of many blocks', () => {
    const tensors = Array.from({ length: 10_000 }, (_, i) => [`layer_${i}/with/a/name/of/some/length`, bias] as const);
    const files = encodeTensorFlowCheckpoint(tensors);
    expect(files.index.length).toBeGreaterThan(262_144);
    expect(decodeTensorFlowCheckpoint(files).size).toBe(10_000);
  });

  it.each<[string, string, unknown]>([
    ['Cannot write a tensor named "": the format keeps such names for itself.', '', bias],
    ['Cannot write a tensor named "\\u0000a": the format keeps such names for itself.', '\0a', bias],
    ['Cannot write tensor "\\ud800": its name has half a surrogate pair.', '\ud800', bias],
    ['Cannot write tensor "a": its shape [3] does not fit its 2 numbers.', 'a', { ...bias, shape: [3] }],
    ['Cannot write tensor "a": its shape [-1, -2] does not fit its 2 numbers.', 'a', { ...bias, shape: [-1, -2] }],
    ['Cannot write tensor "a": its shape [0.5, 4] does not fit its 2 numbers.', 'a', { ...bias, shape: [0.5, 4] }],
    [
      'Cannot write tensor "a": float32 data are a Float32Array, found [object Float64Array].',
      'a',
      { ...bias, data: Float64Array.of(1, 2) },
    ],
    [
      'Cannot write tensor "a": its dtype is toString, it must be one of uint64, int64, float64, float32,',
      'a',
      { ...bias, dtype: 'toString' },
    ],
  ])('refuses: %s', (message, name, tensor) => {
    expect(() => encodeTensorFlowCheckpoint([[name, tensor as TensorData]])).toThrow(message);
  });

  it('refuses two tensors of one name', () => {
    expect(() =>
      encodeTensorFlowCheckpoint([
        ['a', bias],
        ['a', bias],
      ]),
    ).toThrow('Cannot write two tensors named "a".');
  });
});
