import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FileServer, serveFiles } from '../../fixtures/serve-files.ts';
import { smallData, smallFiles } from '../../fixtures/small-data.ts';
import { loadPublished } from './load-published.ts';

const inOrder = ['a-images.gz', 'a-labels.gz', 'b-images.gz', 'b-labels.gz'];

describe('loadPublished', () => {
  let cacheDir: string;
  let mirror: FileServer;
  const servers: FileServer[] = [];
  const serve = async (...args: Parameters<typeof serveFiles>): Promise<FileServer> => {
    const server = await serveFiles(...args);
    servers.push(server);
    return server;
  };
  const load = (options = {}, mirrors = [mirror.url]) =>
    loadPublished({ ...smallData, mirrors }, { cacheDir, ...options });

  beforeEach(async () => {
    cacheDir = join(await mkdtemp(join(tmpdir(), 'feedforward-')), 'cache');
    mirror = await serve(smallFiles);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(join(cacheDir, '..'), { recursive: true, force: true });
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  it('downloads, and the next time reads what it kept', async () => {
    const { train, test } = await load();
    expect(mirror.asked).toEqual(inOrder);
    expect(train.features.toFloat32()).toEqual(
      Float32Array.from([0, 255, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2], (b) => b / 255),
    );
    expect(test.labels).toEqual(Uint8Array.of(1));
    expect((await readdir(join(cacheDir, 'small'))).sort()).toEqual(inOrder);
    expect(await load()).toEqual({ train, test });
    expect(mirror.asked).toHaveLength(4);
  });

  it('fetches a damaged file again, and only that', async () => {
    const { train } = await load();
    const damaged = Uint8Array.from(gunzipSync(smallFiles['a-images.gz']!));
    damaged[20]! ^= 1;
    for (const bytes of [gzipSync(damaged), smallFiles['a-images.gz']!.subarray(0, 20), new Uint8Array()]) {
      await writeFile(join(cacheDir, 'small/a-images.gz'), bytes);
      mirror.asked.length = 0;
      expect((await load()).train).toEqual(train);
      expect(mirror.asked).toEqual(['a-images.gz']);
      expect(Uint8Array.from(await readFile(join(cacheDir, 'small/a-images.gz')))).toEqual(
        Uint8Array.from(smallFiles['a-images.gz']!),
      );
    }
  });

  it('keeps data sets whose files have the same names apart', async () => {
    await load();
    const other = { ...smallData, folder: 'other', mirrors: [mirror.url] };
    await loadPublished(other, { cacheDir });
    expect((await readdir(cacheDir)).sort()).toEqual(['other', 'small']);
    expect(mirror.asked).toHaveLength(8);
  });

  it('passes over mirrors that are down, lack the file, or have another', async () => {
    const [lacking, other, endless] = await Promise.all([
      serve({}),
      serve({ ...smallFiles, 'a-images.gz': smallFiles['b-images.gz']! }),
      serve({ ...smallFiles, 'a-images.gz': new Uint8Array(100_000) }),
    ]);
    const gone = await serveFiles({});
    await gone.close();
    const mirrors = [gone.url, lacking.url, other.url, endless.url];
    await expect(load({}, mirrors)).rejects.toThrow(
      [
        'Cannot load "a-images" of Small: no place has it as it was published. Name a source that has it.',
        `Cannot read ${gone.url}a-images.gz: fetch failed`,
      ].join('\n  '),
    );
    await expect(load({}, mirrors)).rejects.toThrow(`${lacking.url}a-images.gz: not found`);
    await expect(load({}, mirrors)).rejects.toThrow(`Cannot use "a-images": its contents must have SHA-256`);
    await expect(load({}, mirrors)).rejects.toThrow('it goes on after that');
    expect((await load({}, [...mirrors, mirror.url])).train.length).toBe(3);
  });

  it('leaves nothing half written when a download breaks off', async () => {
    const broken = await serve(smallFiles, { breakOff: true });
    await expect(load({}, [broken.url])).rejects.toThrow(`Cannot read ${broken.url}a-images.gz`);
    await expect(readdir(cacheDir)).rejects.toThrow('ENOENT');
  });

  it('tells how far it is', async () => {
    const progress: { file: string; loaded: number; total: number | undefined }[] = [];
    await load({ onProgress: (event: (typeof progress)[number]) => progress.push(event) });
    expect(progress.map(({ file }) => `${file}.gz`)).toEqual(inOrder);
    expect(
      progress.every(({ file, loaded, total }) => loaded === total && loaded === smallFiles[`${file}.gz`]!.length),
    ).toBe(true);
  });

  it('stops when it is told to, and goes to no other mirror', async () => {
    const controller = new AbortController();
    const loading = load({ signal: controller.signal, onProgress: () => controller.abort() }, [mirror.url, mirror.url]);
    await expect(loading).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(mirror.asked).toEqual(['a-images.gz']);
  });

  it("prefers a system's own folder, where it is unharmed", async () => {
    const folder = join(cacheDir, '../system');
    await mkdir(folder);
    for (const [name, bytes] of Object.entries(smallFiles)) await writeFile(join(folder, name), bytes);
    await writeFile(join(folder, 'b-labels.gz'), 'not this');
    const data = { ...smallData, systemFolders: [folder], mirrors: [mirror.url] };
    expect((await loadPublished(data, { cacheDir })).test.labels).toEqual(Uint8Array.of(1));
    expect(mirror.asked).toEqual(['b-labels.gz']);
  });

  it("takes a caller's own files without a checksum, and nothing else", async () => {
    const source = join(cacheDir, '../own');
    await mkdir(source);
    for (const [name, bytes] of Object.entries(smallFiles)) await writeFile(join(source, name), bytes);
    await writeFile(join(source, 'a-labels.gz'), gunzipSync(smallFiles['a-labels.gz']!).with(8, 1));
    expect((await load({ source })).train.labels).toEqual(Uint8Array.of(1, 1, 1));
    await rm(join(source, 'b-labels.gz'));
    await expect(load({ source })).rejects.toThrow('Cannot load "b-labels"');
    expect(mirror.asked).toEqual([]);
  });

  it("keeps downloads in the user's cache folder by default", async () => {
    vi.stubEnv('XDG_CACHE_HOME', cacheDir);
    await load({ cacheDir: undefined });
    expect((await readdir(join(cacheDir, 'feedforward/small'))).sort()).toEqual(inOrder);
  });

  it('loads all the same where the default cache cannot be written', async () => {
    await writeFile(join(cacheDir, '..', 'file'), '');
    vi.stubEnv('XDG_CACHE_HOME', join(cacheDir, '..', 'file'));
    expect((await load({ cacheDir: undefined })).train.length).toBe(3);
  });

  it('says so where the cache folder that was named cannot be written', async () => {
    await writeFile(join(cacheDir, '..', 'file'), '');
    const unwritable = join(cacheDir, '..', 'file', 'cache');
    await expect(load({ cacheDir: unwritable })).rejects.toThrow(`Cannot keep "a-images.gz" in "${unwritable}/small"`);
  });
});
