import { RandomState } from '@feedforward/random';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { TensorData } from '../tensor-data.ts';
import { crc32 } from '../zip/crc32.ts';
import { decodeNpy, decodeNpz, encodeNpy, encodeNpz } from './index.ts';
import { bytesOf, goldens } from './testing.ts';

const matrix: TensorData = { dtype: 'float32', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) };
const fortran = bytesOf(goldens.read.find(({ dtype }) => dtype === 'int16')!.file);
const npy = [encodeNpy(matrix), fortran];
const tensors = [
  ['a', matrix],
  ['__proto__', { dtype: 'int64', shape: [], data: BigInt64Array.of(44_000n) }],
] as const;
const npz = [encodeNpz(tensors), encodeNpz(tensors, { compress: true })];

const pieces = [
  "'",
  '"',
  '(',
  ')',
  '{',
  '}',
  ',',
  ':',
  '9',
  'L',
  '99999999',
  'True',
  '<f8',
  '>f2',
  '__proto__',
  '\\',
  '\n',
]
  .map((piece) => new TextEncoder().encode(piece))
  .concat([
    Uint8Array.of(255, 255, 255, 255),
    Uint8Array.of(0, 0, 0, 0),
    Uint8Array.of(80, 75, 1, 2),
    Uint8Array.of(80, 75, 5, 6),
  ]);

/** One to three changes: a byte set, a stretch cut, doubled or copied elsewhere, or a piece put over it. */
function mutate(original: Uint8Array, random: RandomState): Uint8Array {
  let bytes = original.slice();
  for (let changes = random.randint(1, 4); changes > 0; changes--) {
    const at = random.randint(0, bytes.length);
    const end = Math.min(bytes.length, at + random.randint(1, 20));
    const kind = random.randint(0, 5);
    if (kind === 0) bytes[at] = random.randint(0, 256);
    else if (kind === 1) bytes = joined(bytes.subarray(0, at), bytes.subarray(end));
    else if (kind === 2) bytes = joined(bytes.subarray(0, end), bytes.subarray(at));
    else if (kind === 3) bytes.copyWithin(random.randint(0, bytes.length), at, end);
    else bytes.set(pieces[random.randint(0, pieces.length)]!.subarray(0, bytes.length - at), at);
  }
  return bytes.length === 0 ? Uint8Array.of(0) : bytes;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

/** The tensors of a file; undefined where it is refused as it should be. Any other failure is thrown. */
function attempt(what: string, read: () => Iterable<TensorData>): TensorData[] | undefined {
  try {
    return [...read()];
  } catch (error) {
    if (!(error instanceof Error) || error.constructor !== Error) throw error;
    if (!error.message.startsWith(`Cannot read the ${what} bytes: `) || !error.message.endsWith('.')) throw error;
    return undefined;
  }
}

const readNpy = (bytes: Uint8Array) => attempt('npy', () => [decodeNpy(bytes)]);
const readNpz = (bytes: Uint8Array) => attempt('npz', () => decodeNpz(bytes).values());

function isSound(tensors: readonly TensorData[], most: number): boolean {
  const bytes = tensors.reduce((sum, { data }) => sum + data.byteLength, 0);
  return bytes <= most && tensors.every(({ shape, data }) => data.length === shape.reduce((a, b) => a * b, 1));
}

describe('damaged npy and npz files', () => {
  it('are refused at every length but their own', () => {
    for (const [files, read] of [
      [npy, readNpy],
      [npz, readNpz],
    ] as const) {
      for (const file of files) {
        for (let length = 0; length < file.length; length++) expect(read(file.subarray(0, length))).toBeUndefined();
        expect(read(joined(file, Uint8Array.of(0)))).toBeUndefined();
        expect(read(file)).toBeDefined();
      }
    }
  });

  it('give the numbers that were saved, or an error, with any one bit of an archive flipped', () => {
    for (const file of npz) {
      const before = readNpz(file);
      for (let bit = 0; bit < file.length * 8; bit++) {
        const bytes = file.slice();
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        const tensors = readNpz(bytes);
        // A name, which nothing checks, may change alike in its two places only; the method or a date do not matter.
        if (tensors) expect(before).toEqual(expect.arrayContaining(tensors));
      }
    }
  });

  it('are refused or soundly read, 110,000 mutated ones, and pollute no prototype', () => {
    const random = new RandomState(1);
    const before = Reflect.ownKeys(Object.prototype).length;
    const read = { npy: 0, npz: 0, packed: 0 };
    for (let i = 0; i < 60_000; i++) {
      const bytes = mutate(npy[i % 2]!, random);
      const tensors = readNpy(bytes);
      if (!tensors) continue;
      read.npy++;
      if (!isSound(tensors, 2 * bytes.length)) throw new Error('What was read is not sound.');
    }
    for (let i = 0; i < 45_000; i++) {
      const bytes = mutate(npz[i % 2]!, random);
      const tensors = readNpz(bytes);
      if (!tensors) continue;
      read.npz++;
      if (!isSound(tensors, 4 * bytes.length)) throw new Error('What was read is not sound.');
    }
    // Arrays that were changed before they were packed: their checksums are right.
    for (let i = 0; i < 5000; i++) {
      const bytes = zipSync({ 'x.npy': mutate(npy[i % 2]!, random) }, { level: 0 });
      if (readNpz(bytes)) read.packed++;
    }
    expect(Math.min(...Object.values(read))).toBeGreaterThan(100);
    expect(Reflect.ownKeys(Object.prototype)).toHaveLength(before);
  });
});

describe('crc32', () => {
  it('is that of the catalogue: 0xcbf43926 for the digits', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });
});
