import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { TensorData } from '../tensor-data.ts';
import { decodeNpz, encodeNpy, encodeNpz, readNpy, readNpz, writeNpy, writeNpz } from './index.ts';
import { bytesOf, goldens, tensorOf } from './testing.ts';

const contents = Object.entries(goldens.contents).map(([name, golden]) => [name, tensorOf(golden)] as const);
const vector: TensorData = { dtype: 'float32', shape: [3], data: Float32Array.of(1, 2, 3) };
const big: TensorData = { dtype: 'uint8', shape: [200_000], data: new Uint8Array(200_000) };

/** One entry's field, in the directory at the archive's end, set to a number. */
function withField(archive: Uint8Array, offset: number, bytes: number, value: number): Uint8Array {
  const changed = archive.slice();
  const view = new DataView(changed.buffer);
  const directory = view.getUint32(changed.length - 6, true);
  if (bytes === 4) view.setUint32(directory + offset, value, true);
  else view.setUint16(directory + offset, value, true);
  return changed;
}

describe('npz files, beside NumPy', () => {
  it.each(['stored', 'deflated'] as const)('reads %s ones', (kind) => {
    expect([...decodeNpz(bytesOf(goldens.archives[kind]))]).toEqual(contents);
  });

  it('passes over what holds no numbers, and says so', () => {
    const skipped: string[] = [];
    const tensors = decodeNpz(bytesOf(goldens.archives.mixed), { onSkip: (...what) => skipped.push(what.join(': ')) });
    expect([...tensors]).toEqual([['x', { dtype: 'float32', shape: [3], data: Float32Array.of(0, 1, 2) }]]);
    expect(skipped).toEqual(['notes.txt: not .npy', 'words: "<U2"']);
  });
});

describe('encodeNpz', () => {
  it('writes what decodeNpz reads, in order, stored or deflated', () => {
    const name = fc.stringMatching(/^[a-z0-9_é😀]+(\/[a-z0-9]+){0,2}$/u).filter((text) => text.length < 200);
    const names = fc.uniqueArray(fc.oneof(name, fc.constantFrom('__proto__', 'constructor', '1', 'x.npy')));
    fc.assert(
      fc.property(names, fc.boolean(), (names, compress) => {
        const tensors = names.map((name, i): [string, TensorData] => [name, i % 3 === 0 ? big : vector]);
        expect([...decodeNpz(encodeNpz(tensors, { compress }))].map(([name, { shape }]) => [name, shape])).toEqual(
          tensors.map(([name, { shape }]) => [name, shape]),
        );
      }),
      { numRuns: 50 },
    );
    expect([...decodeNpz(encodeNpz(contents, { compress: true }))]).toEqual(contents);
    expect(decodeNpz(encodeNpz([])).size).toBe(0);
  });

  it('gives the same bytes for the same tensors', () => {
    expect(encodeNpz(contents)).toEqual(encodeNpz(new Map(contents)));
  });

  it.each([
    ['', 'must be a path within a folder'],
    ['../x', 'must be a path within a folder'],
    ['a/./b', 'must be a path within a folder'],
    ['/x', 'must be a path within a folder'],
    ['C:x', 'must be a path within a folder'],
    ['a\\b', 'must be a path within a folder'],
    ['\ud800', 'its name has half a surrogate pair'],
    ['x'.repeat(65_532), 'its name takes more than 65531 bytes'],
  ])('refuses the name %j', (name, message) => {
    expect(() => encodeNpz([[name, vector]])).toThrow(message);
  });

  it('refuses two tensors of one name, and one that is not what it says', () => {
    expect(() => encodeNpz([...contents, ...contents])).toThrow('Cannot write two tensors named "hidden1/kernel".');
    expect(() => encodeNpz([['x', { ...vector, shape: [2] }]])).toThrow('Cannot write tensor "x": its shape [2]');
  });
});

describe('decodeNpz', () => {
  const stored = encodeNpz([['x', vector]]);
  const deflated = encodeNpz([['x', big]], { compress: true });

  it('refuses archives that unpack to more than is allowed', () => {
    const packed = withField(zipSync({ 'x.npy': new Uint8Array(70_000) }, { level: 0 }), 10, 2, 8);
    const bomb = withField(packed, 24, 4, 2 ** 26 + 1);
    expect(() => decodeNpz(bomb)).toThrow(
      `claim 67108865 bytes unpacked, the limit is ${2 ** 23 + 3 * bomb.length}; raise maxBytes if you trust it`,
    );
    expect(() => decodeNpz(bomb, { maxBytes: 2 ** 27 })).toThrow('is damaged');
    expect(() => decodeNpz(deflated, { maxBytes: 1000 })).toThrow('claim 200128 bytes unpacked, the limit is 1000');
  });

  it.each([
    ['a size that its bytes cannot make', withField(deflated, 24, 4, 2 ** 30), 'claims 1073741824 bytes, its'],
    ['a size that is too small', withField(deflated, 24, 4, 1000), 'it has more than the 1000 bytes that it claims'],
    ['a size that is too great', withField(deflated, 24, 4, 200_200), 'claims 200200 bytes, it has more or fewer'],
    ['a stored size that is too small', withField(stored, 24, 4, 20), 'claims 20 bytes, it has more or fewer'],
    ['another checksum', withField(stored, 16, 4, 7), 'its CRC-32 differs from the one in the directory'],
    ['an unknown method', withField(stored, 10, 2, 12), 'must be stored or deflated, it is packed by method 12'],
    ['encryption', withField(stored, 8, 2, 1), 'file "x.npy" is encrypted'],
    ['a place beyond its end', withField(stored, 42, 4, 2 ** 31), 'must lie at byte 2147483648, nothing does'],
    ['more bytes than it has', withField(stored, 20, 4, 2 ** 31), 'claims 2147483648 bytes, there are'],
    ['no directory', stored.subarray(0, -1), 'it must end with the directory of a zip archive, it does not'],
    ['no bytes', new Uint8Array(0), 'it must end with the directory of a zip archive, it does not'],
    ['a name that leads out', zipSync({ '../x.npy': encodeNpy(vector) }), '"../x.npy" must be named within its folder'],
    ['an array that is none', zipSync({ 'x.npy': new Uint8Array(9) }), 'of array "x", it must begin with'],
  ])('refuses %s', (_, archive, message) => {
    expect(() => decodeNpz(archive)).toThrow('Cannot read the npz bytes: ');
    expect(() => decodeNpz(archive)).toThrow(message);
  });

  it('refuses files that lie over each other, or have one name', () => {
    const two = encodeNpz([
      ['x', vector],
      ['y', vector],
    ]);
    const view = new DataView(two.buffer);
    const second = view.getUint32(two.length - 6, true) + 46 + 'x.npy'.length;
    const renamed = two.slice();
    renamed[second + 46] = 'x'.charCodeAt(0);
    expect(() => decodeNpz(renamed)).toThrow('two of its files have one name');
    view.setUint32(second + 42, 0, true);
    expect(() => decodeNpz(two)).toThrow('lies over another');
  });
});

describe('files', () => {
  it('are written and read, by path and by URL', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'numpy-'));
    try {
      await writeNpz(join(folder, 'all.npz'), contents, { compress: true });
      expect([...(await readNpz(pathToFileURL(join(folder, 'all.npz'))))]).toEqual(contents);
      await writeNpy(pathToFileURL(join(folder, 'x.npy')), vector);
      expect(await readNpy(join(folder, 'x.npy'))).toEqual(vector);
      await expect(readNpz(join(folder, 'x.npy'))).rejects.toThrow(`Cannot read npz file "${join(folder, 'x.npy')}": `);
      await expect(readNpy(join(folder, 'none.npy'))).rejects.toThrow('it does not exist (ENOENT)');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
