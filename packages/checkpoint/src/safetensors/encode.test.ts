import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DType, TensorData } from '../tensor-data.ts';
import { decodeSafetensors } from './decode.ts';
import { typedArrays } from './dtypes.ts';
import { encodeSafetensors } from './encode.ts';
import { bytesOf } from './testing.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const scalar: TensorData = { dtype: 'float32', shape: [], data: Float32Array.of(1) };

/** Any bits of any dtype: NaNs with payloads, signed zeros and subnormals come along. */
const tensors: fc.Arbitrary<TensorData> = fc
  .record({
    dtype: fc.constantFrom(...(Object.keys(typedArrays) as DType[])),
    shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
  })
  .chain(({ dtype, shape }) => {
    const TypedArray = typedArrays[dtype];
    const length = shape.reduce((a, b) => a * b, 1) * TypedArray.BYTES_PER_ELEMENT;
    return fc
      .uint8Array({ minLength: length, maxLength: length })
      .map((bytes) => ({ dtype, shape, data: new TypedArray(Uint8Array.from(bytes).buffer) }));
  });
const names = fc.string({ unit: 'grapheme' }).filter((name) => name !== '__metadata__');

describe('encodeSafetensors', () => {
  it('writes what the reference writes for no tensors, and for metadata alone', () => {
    expect(text(encodeSafetensors([]))).toBe('\b\0\0\0\0\0\0\0{}      ');
    expect(text(encodeSafetensors([], { framework: 'pt' }))).toBe(
      '(\0\0\0\0\0\0\0{"__metadata__":{"framework":"pt"}}     ',
    );
  });

  it('lays tensors out by dtype, widest first, then by name in the order of UTF-8', () => {
    const of = (dtype: DType): TensorData => ({
      dtype,
      shape: [1],
      data: new typedArrays[dtype](new ArrayBuffer(typedArrays[dtype].BYTES_PER_ELEMENT)),
    });
    const given = Object.entries({
      m: 'bool',
      l: 'uint8',
      k: 'int8',
      j: 'int16',
      i: 'uint16',
      h: 'int32',
      g: 'uint32',
      f: 'float32',
      e: 'float64',
      d: 'int64',
      c: 'uint64',
      '\u{1f600}': 'uint64',
      '\uffee': 'uint64',
      ca: 'uint64',
    } satisfies Record<string, DType>);
    const bytes = encodeSafetensors(given.map(([name, dtype]) => [name, of(dtype)] as const));
    expect([...decodeSafetensors(bytes).tensors.keys()].join(' ')).toBe('c ca \uffee \u{1f600} d e f g h i j k l m');
  });

  it('aligns all data', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(names, tensors), { maxLength: 6 }), (list) => {
        const bytes = encodeSafetensors(new Map(list));
        const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
        expect(length % 8).toBe(0);
        const header: Record<string, { data_offsets: [number, number] }> = JSON.parse(
          text(bytes.subarray(8, 8 + length)),
        );
        for (const [name, { dtype }] of new Map(list)) {
          const info = Object.getOwnPropertyDescriptor(header, name)?.value;
          expect(info.data_offsets[0] % typedArrays[dtype].BYTES_PER_ELEMENT).toBe(0);
        }
      }),
    );
  });

  it('is undone by decodeSafetensors: any dtype, any shape, any bits, any names, any metadata', () => {
    const metadata = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.array(fc.tuple(names, tensors), { maxLength: 6 }), metadata, (list, given) => {
        const map = new Map(list);
        const read = decodeSafetensors(encodeSafetensors(map, given));
        expect(new Set(read.tensors.keys())).toEqual(new Set(map.keys()));
        for (const [name, tensor] of map) {
          const { dtype, shape, data } = read.tensors.get(name)!;
          expect([dtype, shape, data.constructor]).toEqual([tensor.dtype, tensor.shape, tensor.data.constructor]);
          expect(bytesOf(read.tensors.get(name)!)).toEqual(bytesOf(tensor));
        }
        expect(Object.entries(read.metadata)).toEqual(Object.entries(given));
        expect(encodeSafetensors(read.tensors, read.metadata)).toEqual(encodeSafetensors(map, given));
      }),
      { numRuns: 500 },
    );
  });

  it('writes only the part of a buffer that a view covers', () => {
    const data = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
    const { tensors } = decodeSafetensors(encodeSafetensors([['a', { dtype: 'float32', shape: [2], data }]]));
    expect(tensors.get('a')?.data).toEqual(Float32Array.of(2, 3));
  });

  it('writes a shape that is a typed array as the numbers that it holds', () => {
    const shape = Int32Array.of(1, 1) as Iterable<number> as number[];
    const { tensors } = decodeSafetensors(encodeSafetensors([['a', { ...scalar, shape }]]));
    expect(tensors.get('a')?.shape).toEqual([1, 1]);
  });

  const wrong: [string, () => unknown, RegExp][] = [
    [
      'a name given twice',
      () =>
        encodeSafetensors([
          ['a', scalar],
          ['a', scalar],
        ]),
      /^RangeError: Cannot write two tensors named "a"\.$/,
    ],
    [
      'a tensor named __metadata__',
      () => encodeSafetensors([['__metadata__', scalar]]),
      /^RangeError: Cannot write a tensor named "__metadata__": the format keeps that name\.$/,
    ],
    [
      'a shape that does not fit',
      () => encodeSafetensors([['a', { ...scalar, shape: [2, 3] }]]),
      /^RangeError: Cannot write tensor "a": its shape \[2, 3\] does not fit its 1 numbers\.$/,
    ],
    [
      'a shape that fits by two minus signs',
      () => encodeSafetensors([['a', { ...scalar, shape: [-1, -1] }]]),
      /^RangeError: .*shape \[-1, -1\]/,
    ],
    [
      'a shape of fractions',
      () => encodeSafetensors([['a', { ...scalar, shape: [0.5, 2] }]]),
      /^RangeError: .*shape \[0\.5, 2\]/,
    ],
    [
      'another typed array',
      () => encodeSafetensors([['a', { ...scalar, data: Float64Array.of(1) }]]),
      /^TypeError: Cannot write tensor "a": float32 data are a Float32Array, found \[object Float64Array\]\.$/,
    ],
    [
      'an unknown dtype',
      () => encodeSafetensors([['a', { ...scalar, dtype: 'float8' as DType }]]),
      /^TypeError: Cannot write tensor "a": its dtype is float8, it must be one of uint64, /,
    ],
    [
      'half a surrogate pair',
      () => encodeSafetensors([['a\ud800', scalar]]),
      /^RangeError: Cannot write tensor name "a\\ud800": it has half a surrogate pair\.$/,
    ],
    [
      'metadata that are not strings',
      () => encodeSafetensors([], { step: 3 as unknown as string }),
      /^TypeError: Cannot write metadata "step": it must be a string, found number\.$/,
    ],
  ];
  it.each(wrong)('refuses %s', (_, encode, message) => {
    expect(() => {
      try {
        encode();
      } catch (error) {
        throw String(error);
      }
    }).toThrow(message);
  });
});
