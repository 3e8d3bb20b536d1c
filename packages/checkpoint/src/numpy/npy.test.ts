import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typedArrays } from '../safetensors/dtypes.ts';
import type { TensorData } from '../tensor-data.ts';
import { decodeNpy, encodeNpy } from './index.ts';
import { bytesOf, goldens, isDType, tensorOf } from './testing.ts';

const vector: TensorData = { dtype: 'float32', shape: [3], data: Float32Array.of(1, 2, 3) };

/** A file of this header before these numbers. */
function fileOf(header: string, data: ArrayLike<number> = [], version: number[] = [1, 0]): Uint8Array {
  const text = new TextEncoder().encode(header);
  const length = version[0] === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.of(0x93, ...new TextEncoder().encode('NUMPY'), ...version, ...length, ...text, ...Array.from(data));
}

describe('npy files, beside NumPy', () => {
  it.each(goldens.plain)('writes $dtype of shape $shape byte for byte as np.save, and reads it', (golden) => {
    expect(encodeNpy(tensorOf(golden))).toEqual(bytesOf(golden.file));
    expect(decodeNpy(bytesOf(golden.file))).toEqual(tensorOf(golden));
  });

  it.each(goldens.read)('reads $dtype of any order of bytes and of memory, and any format', (golden) => {
    expect(decodeNpy(bytesOf(golden.file))).toEqual(tensorOf(golden));
  });

  it.each(Object.entries(goldens.refused))('refuses %s', (_, file) => {
    expect(() => decodeNpy(bytesOf(file), { name: 'a.npy' })).toThrow(
      /^Cannot read npy file "a.npy": its dtype must be of numbers or booleans, it is ("[|<][A-Za-z]\S*"|a record)\.$/,
    );
  });
});

describe('decodeNpy', () => {
  it('gives back what encodeNpy was given', () => {
    const dtype = fc.constantFrom(...Object.keys(typedArrays).filter(isDType));
    const shape = fc.array(fc.nat(4), { maxLength: 5 });
    fc.assert(
      fc.property(dtype, shape, fc.infiniteStream(fc.nat(255)), (dtype, shape, stream) => {
        const TypedArray = typedArrays[dtype];
        const size = shape.reduce((a, b) => a * b, 1) * TypedArray.BYTES_PER_ELEMENT;
        const bytes = Uint8Array.from({ length: size }, () => stream.next().value);
        const tensor = { dtype, shape, data: new TypedArray(bytes.buffer) };
        const again = decodeNpy(encodeNpy(tensor));
        expect([again.dtype, again.shape]).toEqual([dtype, shape]);
        expect(new Uint8Array(again.data.buffer)).toEqual(bytes);
      }),
      { numRuns: 300 },
    );
  });

  it('gives memory of its own, of bytes at any place', () => {
    const file = encodeNpy(vector);
    const moved = new Uint8Array(file.length + 3);
    moved.set(file, 3);
    const { data } = decodeNpy(moved.subarray(3));
    moved.fill(0);
    expect(data).toEqual(vector.data);
  });

  it('takes a header as NumPy for Python 2 and others wrote it', () => {
    const header = `{"shape":(1L,),"fortran_order":False,"descr":"|u1"}\n`;
    expect(decodeNpy(fileOf(header, [7])).data).toEqual(Uint8Array.of(7));
  });

  it('puts an array in C order whose many other dimensions are 1', () => {
    const ones = Array.from({ length: 100 }, () => 1);
    const header = `{'descr': '|u1', 'fortran_order': True, 'shape': (${[1, 2, ...ones, 3, ...ones].join(', ')})}\n`;
    expect(decodeNpy(fileOf(header, [1, 2, 3, 4, 5, 6])).data).toEqual(Uint8Array.of(1, 3, 5, 2, 4, 6));
  });

  const dict = (descr: string, shape: string, order = 'False'): string =>
    `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }\n`;

  it.each([
    [new Uint8Array(0), 'it must begin with "\\x93NUMPY", it does not'],
    [fileOf('', [], [4, 0]), 'its format must be 1.0, 2.0 or 3.0, it is 4.0'],
    [fileOf('').subarray(0, 7), 'its format must be 1.0, 2.0 or 3.0, it is 1.missing'],
    [fileOf('').subarray(0, 9), 'its header must have a length, the file ends after 9 bytes'],
    [fileOf('{}').subarray(0, 11), 'its header claims 2 bytes, there are 1'],
    [fileOf(' '.repeat(10_001)), 'its header claims 10001 bytes, the limit is 10000'],
    [fileOf('{}'), 'its header must be a dict of "descr", "fortran_order" and "shape"'],
    [fileOf('('.repeat(9000)), 'in its header, at character 32, a value was expected'],
    [fileOf('__import__("os")'), 'a Python literal was expected, found "__import__(\\"os\\")"'],
    [fileOf(dict("'<f4'", '(1,)')), 'an array of shape [1] and dtype <f4 takes 4 bytes, there are 0'],
    [fileOf(dict("'<f4'", '(1,)'), [1, 2, 3, 4, 5]), 'takes 4 bytes, there are 5'],
    [fileOf(dict("'<f4'", '(1000000000, 100000)')), 'takes 400000000000000 bytes, there are 0'],
    [fileOf(dict("'<f4'", '(1000000000, 10000000000)')), 'the size of the array is more than can be counted'],
    [fileOf(dict("'<f4'", '(-1,)')), 'a Python literal was expected, found "-1,), }'],
    [fileOf(dict("'<f4'", '(1)')), 'in its header'],
    [fileOf(dict("'<f4'", "('1',)")), '"shape" must be a tuple of whole numbers, it holds something else'],
    [fileOf(dict("'<f4'", '3')), '"shape" must be a tuple of whole numbers, it is something else'],
    [fileOf(dict("'<f4'", '(1,)', '1')), '"fortran_order" must be True or False, it is neither'],
    [fileOf(dict('4', '(1,)')), '"descr" must describe a dtype, it does not'],
    [fileOf(dict("'=f4'", '(0,)')), 'its dtype must be of numbers or booleans, it is "=f4"'],
    [fileOf(`${dict("'<f4'", '(0,)').trimEnd()} 1`), 'nothing more was expected, found "1"'],
    [fileOf(`{'descr': '<f4', 'descr': '<f4', 'shape': (0,)}`), 'a key of its own was expected'],
    [Uint8Array.of(...fileOf('', [], [3, 0]).fill(1, 8, 9), 0xff), 'its header must be UTF-8, it is not'],
  ])('refuses %#', (file, message) => {
    expect(() => decodeNpy(file)).toThrow(`Cannot read the npy bytes: `);
    expect(() => decodeNpy(file)).toThrow(message);
  });
});

describe('encodeNpy', () => {
  it.each([
    [{ ...vector, shape: [4] }, RangeError, 'its shape [4] does not fit its 3 numbers'],
    [{ ...vector, shape: [...new Array(32).fill(1), 3] }, RangeError, 'NumPy takes 32 dimensions at most, it has 33'],
    [
      { ...vector, data: new Float64Array(3) },
      TypeError,
      'float32 data are a Float32Array, found [object Float64Array]',
    ],
  ])('refuses %#', (tensor, type, message) => {
    const error = attempt(() => encodeNpy(tensor as TensorData));
    expect(error).toBeInstanceOf(type);
    expect(String(error)).toContain(message);
  });
});

function attempt(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}
