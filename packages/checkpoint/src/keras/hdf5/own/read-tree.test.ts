import { RandomState } from '@feedforward/random';
import * as h5wasm from 'h5wasm';
import { describe, expect, it } from 'vitest';
import { golden } from '../../testing.ts';
import { decodeHdf5 } from '../decode-hdf5.ts';
import { readTree } from '../read-tree.ts';
import { UnknownHdf5 } from './hdf5-source.ts';
import { readOwnTree } from './read-tree.ts';

let written = 0;

/** An HDF5 file, as the library writes it; `libver` is how old a library must be able to read it. */
async function fileOf(write: (file: h5wasm.File) => void, libver: 'earliest' | 'latest' = 'earliest') {
  const { FS } = await h5wasm.ready;
  const name = `/own-${written++}.h5`; // what is open of one would keep another from being written
  const file = new h5wasm.File(name, 'w', { libver });
  write(file);
  file.close();
  const bytes = new Uint8Array(FS.readFile(name));
  FS.unlink(name);
  return bytes;
}

const numbers = (count: number) => Float32Array.from({ length: count }, (_, i) => (i * 37) % 11);

const varied = await fileOf((file) => {
  file.create_attribute('text', 'länge');
  file.create_attribute('texts', ['a', '', 'long enough to lie in a heap of its own kind']);
  file.create_attribute('none', new Float64Array(0), [0]);
  file.create_attribute('number', 3);
  const many = file.create_group('many');
  for (let i = 0; i < 700; i++) many.create_dataset({ name: `d${i}`, shape: [2], data: Float32Array.of(i, -i) });
  const data = numbers(70 * 33);
  file.create_dataset({ name: 'chunks', shape: [70, 33], chunks: [16, 10], data });
  file.create_dataset({ name: 'packed', shape: [70, 33], chunks: [16, 10], data, compression: 4 });
  file.create_dataset({ name: 'cube', shape: [7, 8, 9], chunks: [3, 3, 3], data: Float64Array.from(numbers(504)) });
  const types = file.create_group('types');
  for (const dtype of ['<b', '<h', '<q', '<B', '<H', '<I', '<Q', '<d'] as const) {
    const wide = dtype.toLowerCase().endsWith('q');
    const values = wide ? [1n, 200n, 3n] : [1, 100, 3];
    types.create_dataset({ name: `of ${dtype}`, shape: [3], data: values as number[], dtype });
  }
  file.create_dataset({ name: 'scalar', data: 2.5, shape: [], dtype: '<f' });
  file.create_dataset({ name: 'text', data: 'text' });
});

/** A number, in a dataset of many that were never written. */
const sparse = await fileOf((file) => {
  file.create_dataset({ name: 'x', shape: [1], maxshape: [2 ** 28], chunks: [1000], data: Float32Array.of(1) });
  const dataset = file.get('x');
  if (dataset instanceof h5wasm.Dataset) dataset.resize([2 ** 28]);
});

describe('readOwnTree', () => {
  it.each([
    ['model.h5', golden('model.h5')],
    ['model.weights.h5', golden('model.weights.h5')],
    ['functional.h5', golden('functional.h5')],
    ['old.weights.h5', golden('old.weights.h5')],
    ['float16.weights.h5', golden('float16.weights.h5')],
    ['bfloat16.weights.h5', golden('bfloat16.weights.h5')],
    ['what the library writes', varied],
  ])('reads %s as the library does', async (_, bytes) => {
    const own = readOwnTree(bytes, 2 ** 26);
    const theirs = await readTree(h5wasm, bytes, 2 ** 26);
    expect(new Map([...own.datasets].map(([path, data]) => [path, { ...data, bytes: [...data.bytes] }]))).toEqual(
      new Map([...theirs.datasets].map(([path, data]) => [path, { ...data, bytes: [...data.bytes] }])),
    );
    expect(own.attributes).toEqual(theirs.attributes);
    expect([...own.skipped.keys()]).toEqual([...theirs.skipped.keys()]);
  });

  it('leaves what is rare to the library, which reads in a worker', async () => {
    const write = (file: h5wasm.File) => {
      file.create_dataset({ name: 'd7', shape: [4], chunks: [2], maxshape: [null], data: Float32Array.of(7, 7, 7, 7) });
    };
    const latest = await fileOf(write, 'latest');
    expect(() => readOwnTree(latest, 2 ** 26)).toThrow(UnknownHdf5);
    const refuse = (found: string) => new Error(found);
    expect((await decodeHdf5(latest, {}, refuse)).datasets.get('d7')?.data).toEqual(Float32Array.of(7, 7, 7, 7));
    const half = latest.subarray(0, latest.length / 2);
    await expect(decodeHdf5(half, {}, refuse)).rejects.toThrow('it is damaged');
  });

  it('refuses or soundly reads 6,000 mutated files, within the memory that is allowed', () => {
    const random = new RandomState(1);
    const files = [golden('model.h5'), golden('model.weights.h5'), varied];
    const count = { read: 0, refused: 0, unknown: 0 };
    for (let i = 0; i < 6000; i++) {
      const bytes = Uint8Array.from(files[i % files.length]!);
      const view = new DataView(bytes.buffer);
      for (let changes = random.randint(1, 4); changes > 0; changes--) {
        const at = random.randint(0, bytes.length - 8);
        const kind = random.randint(0, 4);
        if (kind === 0) bytes[at] = random.randint(0, 256);
        else if (kind === 1) view.setUint32(at & ~7, random.randint(0, bytes.length), true);
        else if (kind === 2) bytes.fill(255, at, at + random.randint(1, 8));
        else bytes.copyWithin(random.randint(0, bytes.length), at, at + random.randint(1, 40));
      }
      try {
        const { datasets } = readOwnTree(bytes, 2 ** 20);
        let size = 0;
        for (const [, { bytes: own }] of datasets) size += own.length;
        expect(size).toBeLessThanOrEqual(2 ** 20);
        count.read++;
      } catch (error) {
        if (error instanceof UnknownHdf5) count.unknown++;
        else if (error instanceof Error && error.constructor === Error && /^its? /.test(error.message)) count.refused++;
        else throw error;
      }
    }
    expect(count.refused).toBeGreaterThan(1000);
    expect(count.read).toBeGreaterThan(1000);
  });
});

/** A file of version 2: its header, and one object, whose messages are told. */
function handmade(messages: readonly (readonly number[])[], behind: readonly number[] = []): Uint8Array {
  const body = messages.flat();
  const address = (value: number): number[] => [value & 255, value >> 8, 0, 0, 0, 0, 0, 0];
  const superblock = [
    ...[0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 2, 8, 8, 0],
    ...address(0),
    ...Array<number>(8).fill(255),
    ...[...address(1000), ...address(48), 0, 0, 0, 0],
  ];
  return Uint8Array.from([
    ...superblock,
    ...[0x4f, 0x48, 0x44, 0x52, 2, 0, body.length],
    ...body,
    0,
    0,
    0,
    0,
    ...behind,
  ]);
}

const message = (type: number, ...data: readonly number[]): number[] => [type, data.length, 0, 0, ...data];

describe('a hostile HDF5 file', () => {
  it.each([
    [
      'a group that is in itself',
      handmade([message(6, 1, 0, 1, 0x78, 48, 0, 0, 0, 0, 0, 0, 0)]),
      /32 deep at most|in circles/,
    ],
    [
      'a header that goes on in itself',
      handmade(
        [message(0x10, 79, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 0, 0, 0, 0)],
        [0x4f, 0x43, 0x48, 0x4b, ...message(0x10, 79, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 0, 0, 0, 0), 0, 0, 0, 0],
      ),
      'its parts lead to one another in circles',
    ],
  ])('is refused: %s', (_, bytes, found) => {
    expect(() => readOwnTree(bytes, 2 ** 23)).toThrow(found);
  });

  it('is refused where numbers were never written, and would be many', () => {
    expect(sparse.length).toBeLessThan(20_000);
    expect(() => readOwnTree(sparse, 2 ** 23)).toThrow(/it claims 10737\d{5} bytes or more/);
  });
});
