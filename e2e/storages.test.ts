import { type CheckpointStorage, CheckpointStore } from '@feedforward/checkpoint';
import { checkStorage } from '@feedforward/contracts';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { browserPath, type OpenPage, openPage } from './browser/open-page.ts';
import type { Answer, Call } from './browser/storages.ts';

let open: OpenPage;

/** A storage in the page, seen from here. */
function storageInPage(kind: Call['kind'], place: string): CheckpointStorage {
  const ask = async (method: Call['method'], name = '', bytes: Uint8Array = new Uint8Array()): Promise<Answer> => {
    const call: Call = { kind, place, method, name, bytes: Buffer.from(bytes).toString('latin1') };
    const { error, ...answer } = await open.page.evaluate((asked) => globalThis.call(asked), call);
    if (error) throw error.isRange ? new RangeError(error.message) : new Error(error.message);
    return answer;
  };
  return {
    list: async () => (await ask('list')).names!,
    read: async (name) => Uint8Array.from(Buffer.from((await ask('read', name)).bytes!, 'latin1')),
    write: async (name, bytes) => void (await ask('write', name, bytes)),
    remove: async (name) => void (await ask('remove', name)),
    lock: async () => {
      await ask('lock');
      return async () => void (await ask('release'));
    },
  };
}

describe.skipIf(!browserPath)('in Chromium', () => {
  beforeAll(async () => {
    const script = new URL('browser/storages.ts', import.meta.url);
    open = await openPage(inject('project'), script, 'globalThis.call !== undefined');
  });
  afterAll(() => open?.close());

  let places = 0;
  for (const kind of ['opfs', 'indexedDb'] as const) {
    checkStorage(`${kind}Storage`, () => {
      const place = `place-${++places}`;
      return () => storageInPage(kind, place);
    });

    it(`${kind}Storage keeps a store through the closing of its page, which holds no lock any more`, async () => {
      const storage = storageInPage(kind, 'kept');
      const store = await CheckpointStore.open(storage, { keepCheckpointMax: 2 });
      for (const step of [1, 2, 3]) {
        const w = { dtype: 'float32', shape: [1], data: Float32Array.of(step) } as const;
        await store.save(step, { tensors: [['w', w]] });
      }
      await open.page.reload();
      await open.page.waitForFunction('globalThis.call !== undefined');
      const again = await CheckpointStore.open(storage);
      expect((await again.list()).map(({ step }) => step)).toEqual([2, 3]);
      expect((await again.restore())?.tensors.get('w')?.data).toEqual(Float32Array.of(3));
      await again.close();
    });
  }
});
