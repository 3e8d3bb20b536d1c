import { mkdtemp } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { serveFiles } from '../../fixtures/serve-files.ts';
import { smallData, smallFiles } from '../../fixtures/small-data.ts';
import { loadIdx } from '../idx/load-idx.ts';
import { loadPublished } from '../published/load-published.ts';
import { download } from './download.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

/** A server that answers as told, and counts connections that the other side ended. */
async function serve(answer: (response: ServerResponse) => void): Promise<{ url: string; ended: () => number }> {
  let ended = 0;
  const server = createServer((_, response) => {
    response.on('close', () => void ended++);
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    return closed;
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, ended: () => ended };
}

const silent = (): void => {};
const stallsWithin = (response: ServerResponse): void => void response.writeHead(200).write('some');
const endless = (response: ServerResponse): void => {
  const more = (): void => {
    while (response.write(new Uint8Array(65536)));
  };
  response.writeHead(200).on('drain', more);
  more();
};
const brief = { connectSeconds: 0.2, silenceSeconds: 0.2 };

describe('download', () => {
  it('takes what there is, and tells how far it is', async () => {
    const { url } = await serve((response) => response.writeHead(200, { 'content-length': 4 }).end('some'));
    const progress: unknown[] = [];
    const bytes = await download(url, { onProgress: (...args) => progress.push(args) });
    expect(new TextDecoder().decode(bytes)).toBe('some');
    expect(progress).toEqual([[4, 4]]);
  });

  it('gives up a server that does not answer', async () => {
    const { url, ended } = await serve(silent);
    await expect(download(url, { ...brief, silenceSeconds: 60 })).rejects.toThrow(
      'the server must answer within 0.2 seconds (connectSeconds), it does not',
    );
    await expect.poll(ended).toBe(1);
  });

  it('gives up a server that falls silent, and not one that is slow', async () => {
    const { url, ended } = await serve(stallsWithin);
    await expect(download(url, { ...brief, connectSeconds: 60 })).rejects.toThrow(
      'the server must go on within 0.2 seconds (silenceSeconds), it does not',
    );
    await expect.poll(ended).toBe(1);
    const slow = await serve((response) => {
      let left = 8;
      const timer = setInterval(() => {
        response.write('x');
        if (--left > 0) return;
        clearInterval(timer);
        response.end();
      }, 100);
    });
    expect(await download(slow.url, { silenceSeconds: 0.6 })).toHaveLength(8);
  });

  it('ends a body that does not end, and one whose length is too great, at once', async () => {
    const { url, ended } = await serve(endless);
    await expect(download(url, { maxDownloadBytes: 1e6 })).rejects.toThrow(
      'it must be of 1000000 bytes at most (maxDownloadBytes), it goes on after that',
    );
    await expect.poll(ended).toBe(1);
    const huge = await serve((response) => void response.writeHead(200, { 'content-length': 2 ** 40 }).write('some'));
    await expect(download(huge.url, {})).rejects.toThrow(
      `at most (maxDownloadBytes), it goes on after that, to ${2 ** 40}`,
    );
  });

  it('refuses a body that is shorter than it was to be', async () => {
    const { url } = await serve((response) =>
      response.writeHead(200, { 'content-length': 10 }).write('some', () => response.destroy()),
    );
    await expect(download(url, {})).rejects.toThrow();
  });

  it('ends by its signal, at any time', async () => {
    for (const answer of [silent, stallsWithin]) {
      const { url, ended } = await serve(answer);
      const controller = new AbortController();
      const reason = new Error('enough');
      const reading = download(url, { signal: controller.signal });
      setTimeout(() => controller.abort(reason), 100);
      await expect(reading).rejects.toBe(reason);
      await expect.poll(ended).toBe(1);
      await expect(download(url, { signal: controller.signal })).rejects.toBe(reason);
    }
  });

  it.each([0, -1, Number.NaN])('refuses a time of %d seconds', async (connectSeconds) => {
    await expect(download('http://127.0.0.1:1/', { connectSeconds })).rejects.toThrow(RangeError);
  });
});

describe('what is loaded', () => {
  it('comes from the next mirror, where one stalls, before its answer or within it', async () => {
    for (const answer of [silent, stallsWithin]) {
      const { url } = await serve(answer);
      const good = await serveFiles(smallFiles);
      closing.push(() => good.close());
      const cacheDir = join(await mkdtemp(join(tmpdir(), 'feedforward-')), 'cache');
      const { train } = await loadPublished({ ...smallData, mirrors: [url, good.url] }, { cacheDir, ...brief });
      expect(train.length).toBe(3);
      expect(good.asked).toHaveLength(4);
    }
  });

  it('by loadIdx, has a limit and does not wait for ever', async () => {
    await expect(loadIdx({ source: (await serve(silent)).url, ...brief })).rejects.toThrow('must answer within 0.2');
    await expect(loadIdx({ source: (await serve(endless)).url, maxDownloadBytes: 1e6 })).rejects.toThrow(
      'at most (maxDownloadBytes), it goes on after that',
    );
  });
});
