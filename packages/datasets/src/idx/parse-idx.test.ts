import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIdx } from './parse-idx.ts';

const header = (code: number, ...shape: number[]): number[] => [
  0,
  0,
  code,
  shape.length,
  ...shape.flatMap((size) => [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]),
];

/** Each element type: its code, its array, and how a DataView writes it. */
const types = [
  { name: 'uint8', code: 0x08, TypedArray: Uint8Array, set: 'setUint8' },
  { name: 'int8', code: 0x09, TypedArray: Int8Array, set: 'setInt8' },
  { name: 'int16', code: 0x0b, TypedArray: Int16Array, set: 'setInt16' },
  { name: 'int32', code: 0x0c, TypedArray: Int32Array, set: 'setInt32' },
  { name: 'float32', code: 0x0d, TypedArray: Float32Array, set: 'setFloat32' },
  { name: 'float64', code: 0x0e, TypedArray: Float64Array, set: 'setFloat64' },
] as const;
type Type = (typeof types)[number];

function write(
  { code, TypedArray, set }: Type,
  values: ArrayLike<number>,
  shape: readonly number[],
): Uint8Array<ArrayBuffer> {
  const start = header(code, ...shape);
  const bytes = new Uint8Array(start.length + values.length * TypedArray.BYTES_PER_ELEMENT);
  bytes.set(start);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) {
    view[set](start.length + i * TypedArray.BYTES_PER_ELEMENT, values[i]!); // big-endian
  }
  return bytes;
}

describe('parseIdx', () => {
  it.each(types)('reads $name, plain and compressed', async (type) => {
    const table = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 })).chain(([rows, columns]) =>
      fc.record({
        shape: fc.constant([rows, columns]),
        bytes: fc.uint8Array({ minLength: rows * columns * 8, maxLength: rows * columns * 8 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(table, async ({ shape, bytes }) => {
        const values = new type.TypedArray(bytes.slice().buffer, 0, shape[0]! * shape[1]!).map((value) =>
          Number.isNaN(value) ? 0 : value,
        );
        const file = write(type, values, shape);
        for (const form of [file, gzipSync(file)]) expect(await parseIdx(form)).toEqual({ data: values, shape });
      }),
      { numRuns: 30 },
    );
  });

  it('reads any number of dimensions', async () => {
    const values = Uint8Array.from({ length: 24 }, (_, i) => i);
    for (const shape of [[24], [2, 12], [2, 3, 4], [2, 1, 3, 4], Array<number>(200).fill(1).concat(24)]) {
      expect(await parseIdx(write(types[0], values, shape))).toEqual({ data: values, shape });
    }
  });

  it('reads from the middle of a buffer, at any offset', async () => {
    const file = write(types[5], [1.5, -2], [2]);
    const within = new Uint8Array(file.length + 20);
    within.set(file, 7);
    expect((await parseIdx(within.subarray(7, 7 + file.length))).data).toEqual(Float64Array.of(1.5, -2));
  });

  it('copies neither the bytes of a plain file nor their order', async () => {
    const file = write(types[0], [1, 2], [2]);
    expect((await parseIdx(file)).data.buffer).toBe(file.buffer);
  });

  const plain = write(types[0], new Uint8Array(5000).fill(3), [50, 100]);
  const compressed = gzipSync(plain);
  it.each([
    ['nothing', new Uint8Array(), 'its header takes 4 bytes, found 0'],
    ['text', new TextEncoder().encode('<!doctype html>'), 'found 3c 21 64 6f'],
    ['an unknown element type', Uint8Array.from(header(0x0a, 1)), 'an element type (08, 09, 0b, 0c, 0d, 0e)'],
    ['no dimensions', Uint8Array.from(header(8)), 'must have 1 dimension or more'],
    ['a cut header', plain.subarray(0, 9), 'its header takes 12 bytes, found 9'],
    ['a cut file', plain.subarray(0, -1), 'its header declares [50, 100] of uint8, 5012 bytes in all, found 5011'],
    ['a file that is too long', Uint8Array.from([...plain, 0]), '5012 bytes in all, found 5013'],
    ['sizes that no file has', Uint8Array.from(header(8, 2 ** 32 - 1, 2 ** 32 - 1)), 'no file holds'],
    ['a size beyond the file', Uint8Array.from(header(8, 2 ** 32 - 1)), 'found 8'],
    ['a cut gzip file', compressed.subarray(0, -9), 'its gzip data is damaged or cut short'],
    ['a gzip file without its end', compressed.subarray(0, -4), 'its gzip data is damaged or cut short'],
    ['a gzip header alone', compressed.subarray(0, 10), 'its gzip data is damaged or cut short'],
    ['a gzip file with a wrong checksum', flip(compressed, compressed.length - 6), 'its gzip data is damaged'],
    ['gzip of a cut header', gzipSync(plain.subarray(0, 9)), 'its header takes 12 bytes, found 9'],
    ['gzip of nothing', gzipSync(new Uint8Array()), 'its header takes 4 bytes, found 0'],
    ['gzip of a cut file', gzipSync(plain.subarray(0, -1)), '5012 bytes in all, found 5011'],
    ['gzip of a file that is too long', gzipSync(Uint8Array.from([...plain, 0])), '5012 bytes in all, found more'],
    ['gzip of text', gzipSync('hello, world'), 'found 68 65 6c 6c'],
    ['gzip of a size beyond what it can hold', gzipSync(Uint8Array.from(header(8, 2 ** 31))), 'found at most'],
  ])('refuses %s, naming the file', async (_, bytes, message) => {
    await expect(parseIdx(bytes, 'train.idx')).rejects.toThrow('Cannot read IDX file "train.idx"');
    await expect(parseIdx(bytes, 'train.idx')).rejects.toThrow(message);
  });

  it('gives up a gzip bomb at the declared size', async () => {
    const bomb = gzipSync(Buffer.concat([Uint8Array.from(header(8, 10)), Buffer.alloc(200_000_000)]));
    const before = process.memoryUsage().arrayBuffers;
    await expect(parseIdx(bomb, 'bomb')).rejects.toThrow(
      'its header declares [10] of uint8, 18 bytes in all, found more',
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
  });

  it('meets any bytes with a result or an error of its own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), fc.boolean(), fc.boolean(), async (bytes, zip, zeros) => {
        if (zeros) bytes.set([0, 0].slice(0, bytes.length));
        const result = parseIdx(zip ? gzipSync(bytes) : bytes, 'some.idx').catch((error: unknown) => error);
        const settled = await result;
        if (settled instanceof Error) expect(settled.message).toMatch(/^Cannot read IDX file "some\.idx": /);
        else expect(settled).toHaveProperty('shape');
      }),
    );
  });
});

function flip(bytes: Uint8Array, at: number): Uint8Array {
  const flipped = Uint8Array.from(bytes);
  flipped[at]! ^= 1;
  return flipped;
}
