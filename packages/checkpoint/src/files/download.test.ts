import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readKerasModel } from '../keras/index.ts';
import { readNpy, readNpz } from '../numpy/index.ts';
import { readEvents } from '../tensorboard/index.ts';
import { readTensorFlowCheckpoint } from '../tensorflow/index.ts';
import { readTfjsModel } from '../tfjs/index.ts';
import type { DownloadOptions } from './download.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

async function serve(answer: (response: ServerResponse) => void): Promise<URL> {
  const server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    return closed;
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/file`);
}

const silent = (): void => {};
const stallsWithin = (response: ServerResponse): void => void response.writeHead(200).write('some');
const large = (response: ServerResponse): void => void response.writeHead(200).end(new Uint8Array(1e6));

const readers: [string, (url: URL, options: DownloadOptions) => Promise<unknown>][] = [
  ['readNpy', readNpy],
  ['readNpz', readNpz],
  ['readKerasModel', readKerasModel],
  ['readTfjsModel', readTfjsModel],
  ['readTensorFlowCheckpoint', readTensorFlowCheckpoint],
  ['readEvents', readEvents],
];

describe.each(readers)('%s of a URL', (_, read) => {
  it('gives up a server that stalls', async () => {
    await expect(read(await serve(silent), { connectSeconds: 0.2 })).rejects.toThrow('must answer within 0.2 seconds');
    await expect(read(await serve(stallsWithin), { silenceSeconds: 0.2 })).rejects.toThrow(
      'the server must go on within 0.2 seconds (silenceSeconds), it does not',
    );
  });

  it('takes no more than is allowed, and ends by a signal', async () => {
    await expect(read(await serve(large), { maxDownloadBytes: 1000 })).rejects.toThrow(/1000 bytes at most/);
    const reason = new Error('enough');
    await expect(read(await serve(large), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
