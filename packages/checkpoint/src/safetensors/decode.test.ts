import { describe, expect, it } from 'vitest';
import { decodeSafetensors } from './decode.ts';
import { SafetensorsError, type SafetensorsErrorCode } from './safetensors-error.ts';
import { fileOf } from './testing.ts';

const entry = (shape: string, offsets: string, dtype = 'I32') =>
  `{"dtype":"${dtype}","shape":${shape},"data_offsets":${offsets}}`;

describe('decodeSafetensors', () => {
  const refused: [what: string, header: string, code: SafetensorsErrorCode, data?: number][] = [
    ['an array for a header', '[]', 'InvalidHeaderDeserialization'],
    ['an empty header', '', 'InvalidHeaderDeserialization'],
    ['a byte order mark', '\ufeff{}', 'InvalidHeaderDeserialization'],
    ['text after the object', '{}x', 'InvalidHeaderDeserialization'],
    ['a second object', '{}{}', 'InvalidHeaderDeserialization'],
    ['a comma too many', `{"a":${entry('[]', '[0,4]')},}`, 'InvalidHeaderDeserialization', 4],
    ['a tensor that is no object', '{"a":3}', 'InvalidHeaderDeserialization'],
    ['no dtype', '{"a":{"shape":[],"data_offsets":[0,0]}}', 'InvalidHeaderDeserialization'],
    ['no shape', '{"a":{"dtype":"U8","data_offsets":[0,0]}}', 'InvalidHeaderDeserialization'],
    ['no offsets', '{"a":{"dtype":"U8","shape":[0]}}', 'InvalidHeaderDeserialization'],
    ['one offset', `{"a":${entry('[0]', '[0]')}}`, 'InvalidHeaderDeserialization'],
    ['three offsets', `{"a":${entry('[0]', '[0,0,0]')}}`, 'InvalidHeaderDeserialization'],
    ['a negative dimension', `{"a":${entry('[-1]', '[0,4]')}}`, 'InvalidHeaderDeserialization', 4],
    ['a dimension of 1.0', `{"a":${entry('[1.0]', '[0,4]')}}`, 'InvalidHeaderDeserialization', 4],
    ['a dimension of 1e0', `{"a":${entry('[1e0]', '[0,4]')}}`, 'InvalidHeaderDeserialization', 4],
    ['a dimension of 01', `{"a":${entry('[01]', '[0,4]')}}`, 'InvalidHeaderDeserialization', 4],
    ['a dimension in quotes', `{"a":${entry('["1"]', '[0,4]')}}`, 'InvalidHeaderDeserialization', 4],
    ['a dtype that is no string', '{"a":{"dtype":4,"shape":[],"data_offsets":[0,4]}}', 'InvalidHeaderDeserialization'],
    ['half a surrogate pair in a name', `{"\\ud800":${entry('[0]', '[0,0]')}}`, 'InvalidHeaderDeserialization'],
    ['metadata that are a list', '{"__metadata__":[]}', 'InvalidHeaderDeserialization'],
    ['metadata that are numbers', '{"__metadata__":{"a":1}}', 'InvalidHeaderDeserialization'],
    ['metadata that are nested', '{"__metadata__":{"a":{}}}', 'InvalidHeaderDeserialization'],
    ['a gap before the data', `{"a":${entry('[1]', '[4,8]')}}`, 'InvalidOffset', 8],
    ['a gap in the data', `{"a":${entry('[1]', '[0,4]')},"b":${entry('[1]', '[8,12]')}}`, 'InvalidOffset', 12],
    ['an overlap', `{"a":${entry('[2]', '[0,8]')},"b":${entry('[2]', '[4,12]')}}`, 'InvalidOffset', 12],
    ['the same data twice', `{"a":${entry('[1]', '[0,4]')},"b":${entry('[1]', '[0,4]')}}`, 'InvalidOffset', 4],
    ['offsets the wrong way round', `{"a":${entry('[1]', '[4,0]')}}`, 'InvalidOffset', 4],
    ['more data than the shape takes', `{"a":${entry('[1]', '[0,8]')}}`, 'TensorInvalidInfo', 8],
    ['fewer data than the offsets say', `{"a":${entry('[2]', '[0,8]')}}`, 'MetadataIncompleteBuffer', 7],
    ['data that no tensor has', '{}', 'MetadataIncompleteBuffer', 1],
    ['a product above 2^53', `{"a":${entry('[4294967296,4294967296]', '[0,0]')}}`, 'ValidationOverflow'],
    ['a size above 2^53', `{"a":${entry('[9007199254740991]', '[0,0]')}}`, 'ValidationOverflow'],
    ['a number above 2^53', `{"a":${entry('[0]', '[9007199254740992,0]')}}`, 'ValidationOverflow'],
    ['a float8 tensor', `{"a":${entry('[1]', '[0,1]', 'F8_E4M3')}}`, 'UnsupportedDtype', 1],
    ['a dtype in small letters', `{"a":${entry('[1]', '[0,4]', 'i32')}}`, 'UnsupportedDtype', 4],
    ['a tensor twice', `{"a":${entry('[1]', '[0,4]')},"a":${entry('[1]', '[4,8]')}}`, 'DuplicateKey', 8],
    [
      'a tensor twice, once escaped',
      `{"a":${entry('[0]', '[0,0]')},"\\u0061":${entry('[0]', '[0,0]')}}`,
      'DuplicateKey',
    ],
    ['a shape twice', '{"a":{"dtype":"U8","shape":[1],"shape":[0],"data_offsets":[0,0]}}', 'DuplicateKey'],
    ['metadata twice', '{"__metadata__":{},"__metadata__":{}}', 'DuplicateKey'],
    ['a metadata key twice', '{"__metadata__":{"a":"1","\\u0061":"2"}}', 'DuplicateKey'],
  ];
  it.each(refused)('refuses %s', (_, header, code, data = 0) => {
    expect(() => decodeSafetensors(fileOf(header, new Uint8Array(data)))).toThrow(
      expect.objectContaining({ constructor: SafetensorsError, code }),
    );
  });

  it('names the file, the tensor, and what was found', () => {
    const bytes = fileOf(`{"hidden1/kernel":${entry('[784, 300]', '[0,8]', 'F32')}}`, new Uint8Array(8));
    expect(() => decodeSafetensors(bytes, { name: 'model.safetensors' })).toThrow(
      'Cannot read safetensors file "model.safetensors": tensor "hidden1/kernel", F32 [784, 300], takes 940800 bytes; its data_offsets [0, 8] hold 8.',
    );
    expect(() => decodeSafetensors(fileOf(`{"a":${entry('[1]', '[0,1]', 'F8_E5M2')}}`, [0]))).toThrow(
      'Cannot read the safetensors bytes: tensor "a" has the dtype "F8_E5M2"; those that can be read are U64, I64, F64, F32, U32, I32, U16, I16, I8, U8, BOOL, F16, BF16.',
    );
    expect(() => decodeSafetensors(fileOf('{"a" 1}'))).toThrow(
      'Cannot read the safetensors bytes: in its header, at character 5, ":" after the key "a" was expected, found "1".',
    );
  });

  it('takes a header length of 100,000,000 for possible, and one more for too large', () => {
    const bytes = new Uint8Array(16);
    const view = new DataView(bytes.buffer);
    view.setBigUint64(0, 100_000_000n, true);
    expect(() => decodeSafetensors(bytes)).toThrow(expect.objectContaining({ code: 'InvalidHeaderLength' }));
    view.setBigUint64(0, 100_000_001n, true);
    expect(() => decodeSafetensors(bytes)).toThrow(expect.objectContaining({ code: 'HeaderTooLarge' }));
  });

  it('takes keys that it does not know, and null for metadata', () => {
    const info = '{"more":[1.5e3,{"x":null,"y":[true,false]}],"dtype":"U8","shape":[1],"data_offsets":[0,1]}';
    const { tensors, metadata } = decodeSafetensors(fileOf(`{"__metadata__":null,"a":${info}}`, [7]));
    expect(tensors).toEqual(new Map([['a', { dtype: 'uint8', shape: [1], data: Uint8Array.of(7) }]]));
    expect(Object.keys(metadata)).toEqual([]);
  });

  it('refuses lists nested deeper than 128, and takes those that are not', () => {
    const nested = (depth: number) =>
      fileOf(`{"a":{"x":${'['.repeat(depth)}${']'.repeat(depth)},"dtype":"U8","shape":[0],"data_offsets":[0,0]}}`);
    expect(decodeSafetensors(nested(126)).tensors.size).toBe(1);
    expect(() => decodeSafetensors(nested(127))).toThrow('nested more than 128 deep');
    expect(() => decodeSafetensors(nested(1_000_000))).toThrow(SafetensorsError);
  });

  it('gives tensors in the order of their data, whatever the order of the header', () => {
    const bytes = fileOf(`{"b":${entry('[1]', '[4,8]')},"a":${entry('[1]', '[0,4]')}}`, [1, 0, 0, 0, 2, 0, 0, 0]);
    const values = [...decodeSafetensors(bytes).tensors].map(([name, { data }]) => [name, ...data]);
    expect(values).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('reads data at offsets that are not aligned, from bytes that are not', () => {
    const header = `{"a":${entry('[1]', '[0,1]', 'U8')},"b":${entry('[1]', '[1,9]', 'F64')}}`;
    const pi = new Uint8Array(Float64Array.of(Math.PI).buffer);
    const bytes = fileOf(header, [9, ...pi]);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeSafetensors(shifted.subarray(3)).tensors.get('b')?.data).toEqual(Float64Array.of(Math.PI));
  });

  it('copies, so that tensors and bytes do not change each other', () => {
    const bytes = fileOf(`{"a":${entry('[1]', '[0,4]')}}`, [5, 0, 0, 0]);
    const { data } = decodeSafetensors(bytes).tensors.get('a')!;
    bytes.fill(255);
    expect(data).toEqual(Int32Array.of(5));
    expect(data.buffer.byteLength).toBe(4);
  });

  it('is not harmed by tensors and metadata named __proto__, constructor and toString', () => {
    const zero = entry('[0]', '[0,0]');
    const header = `{"__metadata__":{"__proto__":"p","constructor":"c","toString":"t"},"__proto__":${zero},"constructor":${zero},"a":{"__proto__":{"polluted":1},"dtype":"U8","shape":[0],"data_offsets":[0,0]}}`;
    const { tensors, metadata } = decodeSafetensors(fileOf(header));
    expect([...tensors.keys()]).toEqual(['__proto__', 'constructor', 'a']);
    expect(tensors.get('a')).not.toHaveProperty('polluted');
    expect(Object.entries(metadata)).toEqual([
      ['__proto__', 'p'],
      ['constructor', 'c'],
      ['toString', 't'],
    ]);
    expect(Object.getPrototypeOf(metadata)).toBe(null);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
