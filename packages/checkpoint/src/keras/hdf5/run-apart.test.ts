import * as h5wasm from 'h5wasm';
import { expect, it } from 'vitest';
import { h5wasmUrl } from './load-h5wasm.ts';
import { readApart } from './run-apart.ts';

const { FS } = await h5wasm.ready;
const file = new h5wasm.File('/apart.h5', 'w', { libver: 'latest' });
const count = 2 ** 22;
file.create_dataset({ name: 'x', shape: [count], chunks: [count], data: new Float32Array(count), compression: 9 });
file.close();
const bytes = new Uint8Array(FS.readFile('/apart.h5'));
const url = h5wasmUrl() ?? '';

it('the library takes no more memory than it may, and what it read is whole', async () => {
  expect(bytes.length).toBeLessThan(100_000);
  const task = { url, bytes, maxBytes: 2 ** 26 };
  const refused = await readApart({ ...task, mostMemory: 2 ** 20 }, 60);
  expect(refused).toEqual({ error: expect.any(String) });
  const read = await readApart({ ...task, mostMemory: 2 ** 27 }, 60);
  expect(typeof read === 'object' && 'tree' in read && read.tree.datasets.get('x')?.bytes.length).toBe(4 * count);
});

it('it is ended when its time is over', async () => {
  expect(await readApart({ url, bytes, maxBytes: 2 ** 26, mostMemory: 2 ** 27 }, 0.001)).toBe('late');
});
