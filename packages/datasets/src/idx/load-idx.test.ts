import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idxBytes } from '../../fixtures/idx-bytes.ts';
import { type FileServer, serveFiles } from '../../fixtures/serve-files.ts';
import { loadIdx } from './load-idx.ts';

const [trainImages, trainLabels, testImages, testLabels] = [
  idxBytes([3, 2, 2], [0, 51, 102, 153, 204, 255, 0, 0, 1, 2, 3, 4]),
  idxBytes([3], [2, 0, 1]),
  idxBytes([1, 2, 2], [9, 8, 7, 6]),
  idxBytes([1], [1]),
];
const files: Record<string, Uint8Array> = {
  'train-images-idx3-ubyte': trainImages,
  'train-labels-idx1-ubyte.gz': gzipSync(trainLabels),
  't10k-images-idx3-ubyte.gz': testImages, // what it is called is not what it is
  't10k-labels-idx1-ubyte': gzipSync(testLabels),
};

describe('loadIdx', () => {
  let folder: string;
  let server: FileServer | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'feedforward idx #'));
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
    await server?.close();
    server = undefined;
  });

  async function expectLoaded(source: string | URL): Promise<void> {
    const { train, test } = await loadIdx({ source, labelNames: ['a', 'b', 'c'] });
    expect(train.features.shape).toEqual([3, 4]);
    expect(train.features.row(0)).toEqual(Float64Array.of(0, 0.2, 0.4, 0.6));
    expect(train.features.data).toEqual(trainImages.subarray(16));
    expect(train.labels).toEqual(Uint8Array.of(2, 0, 1));
    expect(train.labelNames).toEqual(['a', 'b', 'c']);
    expect(test.features.data).toEqual(Uint8Array.of(9, 8, 7, 6));
    expect(test.labels).toEqual(Uint8Array.of(1));
  }

  it('reads a folder, each file compressed or plain', () => expectLoaded(folder));

  it('reads a file URL', () => expectLoaded(pathToFileURL(folder)));

  it('reads a URL, and tells how far it is', async () => {
    server = await serveFiles(files);
    await expectLoaded(server.url);
    await expectLoaded(new URL(server.url));
    const progress: unknown[] = [];
    await loadIdx({ source: server.url, onProgress: (event) => progress.push(event) });
    expect(progress[0]).toEqual({ file: 'train-images-idx3-ubyte', loaded: 28, total: 28 });
    expect(progress).toHaveLength(4);
  });

  it('takes a page for a file that is not there', async () => {
    server = await serveFiles(files, { fallback: { type: 'text/html', body: '<!doctype html>' } });
    await expectLoaded(server.url);
  });

  it('finds files under other names', async () => {
    await writeFile(join(folder, 'pictures'), testImages);
    const { train } = await loadIdx({
      source: folder,
      names: { trainImages: 'pictures', trainLabels: 't10k-labels-idx1-ubyte' },
    });
    expect(train.features.shape).toEqual([1, 4]);
  });

  it('finds files under the names that they have on Kaggle, or in folders of their names', async () => {
    const kaggle = await mkdtemp(join(tmpdir(), 'feedforward kaggle '));
    await writeFile(join(kaggle, 'train-images.idx3-ubyte'), trainImages);
    await writeFile(join(kaggle, 'train-labels.idx1-ubyte.gz'), gzipSync(trainLabels));
    for (const [name, bytes] of [
      ['t10k-images-idx3-ubyte', testImages],
      ['t10k-labels-idx1-ubyte', testLabels],
    ] as const) {
      await mkdir(join(kaggle, name));
      await writeFile(join(kaggle, name, name), bytes);
    }
    await expectLoaded(kaggle);
    await rm(join(kaggle, 'train-images.idx3-ubyte'));
    await expect(loadIdx({ source: kaggle })).rejects.toThrow('Cannot load "train-images-idx3-ubyte"');
  });

  it('takes numbers other than bytes as they are', async () => {
    await writeFile(join(folder, 'train-images-idx3-ubyte'), idxBytes([3, 4], new Float32Array(12).fill(0.5)));
    await writeFile(join(folder, 'train-labels-idx1-ubyte.gz'), idxBytes([3], Int16Array.of(-1, 300, 2)));
    const { train } = await loadIdx({ source: folder });
    expect(train.features.at(2, 3)).toBe(0.5);
    expect(train.labels).toEqual(Int32Array.of(-1, 300, 2));
  });

  it.each([
    ['too few labels', 'train-labels-idx1-ubyte.gz', idxBytes([2], [0, 1]), 'there are 3 images and 2 labels'],
    [
      'labels in rows',
      'train-labels-idx1-ubyte.gz',
      idxBytes([3, 1], [0, 1, 2]),
      'they have 1 dimension, it holds [3, 1]',
    ],
    ['a label without a name', 'train-labels-idx1-ubyte.gz', idxBytes([3], [0, 3, 1]), 'label 1 is 3'],
    ['other widths', 't10k-images-idx3-ubyte.gz', idxBytes([1, 3], [1, 2, 3]), '4 numbers in one and 3 in the other'],
    ['no images', 'train-images-idx3-ubyte', idxBytes([0, 2, 2], []), 'there are 0 images and 3 labels'],
    ['a damaged file', 'train-images-idx3-ubyte', Uint8Array.of(1, 2, 3, 4, 5), 'IDX file "train-images-idx3-ubyte"'],
  ])('refuses %s', async (_, file, bytes, message) => {
    await writeFile(join(folder, file), bytes);
    await expect(loadIdx({ source: folder, labelNames: ['a', 'b', 'c'] })).rejects.toThrow(message);
  });

  it('says which file is missing, and where', async () => {
    await rm(join(folder, 't10k-labels-idx1-ubyte'));
    await expect(loadIdx({ source: folder })).rejects.toThrow(
      `Cannot load "t10k-labels-idx1-ubyte": "${folder}" must hold it, or "t10k-labels-idx1-ubyte.gz"`,
    );
  });

  it('says what a server answers, and when there is none', async () => {
    server = await serveFiles({}, { fallback: { status: 403, body: '' } });
    const { url } = server;
    await expect(loadIdx({ source: url })).rejects.toThrow(
      `Cannot read ${url}train-images-idx3-ubyte.gz: the server answers 403 Forbidden`,
    );
    await server.close();
    server = undefined;
    await expect(loadIdx({ source: url })).rejects.toThrow(
      `Cannot read ${url}train-images-idx3-ubyte.gz: fetch failed`,
    );
  });

  it('stops when it is told to', async () => {
    server = await serveFiles(files);
    const controller = new AbortController();
    const loading = loadIdx({ source: server.url, signal: controller.signal, onProgress: () => controller.abort() });
    await expect(loading).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    await expect(loadIdx({ source: folder, signal: controller.signal })).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
  });
});
