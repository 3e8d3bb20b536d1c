import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { readTensorFlowCheckpoint, writeTensorFlowCheckpoint } from './checkpoint-files.ts';
import { encodeTensorFlowCheckpoint } from './encode.ts';
import { bytesOf, checkpointOf } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'feedforward-tensorflow-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllGlobals());
const prefix = join(folder, 'model.ckpt');
const tensors = new Map([['bias', { dtype: 'float32', shape: [2], data: Float32Array.of(0.5, -0) } as const]]);

describe('writeTensorFlowCheckpoint and readTensorFlowCheckpoint', () => {
  it("write TensorFlow's two files and read them again, by path and by URL", async () => {
    await writeTensorFlowCheckpoint(prefix, tensors);
    expect(readdirSync(folder).sort()).toEqual(['model.ckpt.data-00000-of-00001', 'model.ckpt.index']);
    expect(await readTensorFlowCheckpoint(prefix)).toEqual(tensors);
    await writeTensorFlowCheckpoint(pathToFileURL(join(folder, 'a #1.ckpt')), tensors);
    expect(await readTensorFlowCheckpoint(pathToFileURL(join(folder, 'a #1.ckpt')))).toEqual(tensors);
  });

  it('read several data files', async () => {
    const entries = ['a', 'b'].map((name, shard) => ({ name, shard, bytes: bytesOf(Float32Array.of(shard)) }));
    const { index, shards } = checkpointOf(entries, 2);
    writeFileSync(join(folder, 'two.index'), index);
    for (const [i, shard] of shards.entries()) writeFileSync(join(folder, `two.data-0000${i}-of-00002`), shard);
    const read = await readTensorFlowCheckpoint(join(folder, 'two'));
    expect([...read.values()].map(({ data }) => data[0])).toEqual([0, 1]);
    rmSync(join(folder, 'two.data-00001-of-00002'));
    await expect(readTensorFlowCheckpoint(join(folder, 'two'))).rejects.toThrow(
      `Cannot read file "${join(folder, 'two.data-00001-of-00002')}": it does not exist (ENOENT).`,
    );
  });

  it('write nothing where the tensors are wrong', async () => {
    const before = readFileSync(`${prefix}.index`);
    await expect(writeTensorFlowCheckpoint(prefix, [['', tensors.get('bias')!]])).rejects.toThrow(RangeError);
    expect(readFileSync(`${prefix}.index`)).toEqual(before);
  });

  it('tell an index that is older than its data', async () => {
    await writeTensorFlowCheckpoint(prefix, tensors);
    const old = readFileSync(`${prefix}.index`);
    await writeTensorFlowCheckpoint(prefix, [['bias', { ...tensors.get('bias')!, data: Float32Array.of(7, 8) }]]);
    writeFileSync(`${prefix}.index`, old);
    await expect(readTensorFlowCheckpoint(prefix)).rejects.toThrow(
      `Cannot read TensorFlow checkpoint "${prefix}": tensor "bias" is damaged: its checksum is that of other bytes.`,
    );
  });

  it('fetch what is at another URL, and keep its query', async () => {
    const { index, shards } = encodeTensorFlowCheckpoint(tensors);
    const files = new Map([
      ['https://example.org/m.ckpt.index?v=1', index],
      ['https://example.org/m.ckpt.data-00000-of-00001?v=1', shards[0]],
    ]);
    vi.stubGlobal('fetch', async (url: URL) => {
      const file = files.get(url.href);
      return file ? new Response(file) : new Response(null, { status: 404, statusText: 'Not Found' });
    });
    expect(await readTensorFlowCheckpoint(new URL('https://example.org/m.ckpt?v=1'))).toEqual(tensors);
    await expect(readTensorFlowCheckpoint(new URL('https://example.org/n.ckpt'))).rejects.toThrow(
      'Cannot read "https://example.org/n.ckpt.index": the server answers 404 Not Found.',
    );
  });

  it('fetch in a browser what is at a path, and write nothing there', async () => {
    const { index, shards } = encodeTensorFlowCheckpoint(tensors);
    vi.stubGlobal('process', undefined);
    vi.stubGlobal('fetch', async (path: string) => new Response(path === 'data/m.ckpt.index' ? index : shards[0]));
    expect(await readTensorFlowCheckpoint('data/m.ckpt')).toEqual(tensors);
    await expect(writeTensorFlowCheckpoint('data/m.ckpt', tensors)).rejects.toThrow('this runtime has no file system');
    await expect(writeTensorFlowCheckpoint(new URL('https://example.org/m.ckpt'), tensors)).rejects.toThrow(
      'Cannot write to "https://example.org/m.ckpt": it must be a path or a file URL, with a file system behind it.',
    );
  });
});
