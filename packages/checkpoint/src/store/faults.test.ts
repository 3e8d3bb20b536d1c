import { mkdtempSync, promises, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RandomState } from '@feedforward/random';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { folderStorage } from '../files/folder-storage.ts';
import type { TensorData } from '../tensor-data.ts';
import { tensorFlowFormat } from '../tensorflow/tensorflow-format.ts';
import { safetensorsFormat } from './checkpoint-format.ts';
import { CheckpointStore, type Damage } from './checkpoint-store.ts';
import { memoryStorage } from './memory-storage.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feedforward-faults-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const vector = (...values: number[]): TensorData => ({
  dtype: 'float32',
  shape: [values.length],
  data: Float32Array.from(values),
});
const content = (value: number, length = 2) => ({
  tensors: new Map([['w', vector(...Array.from({ length }, (_, i) => value + i))]]),
  metadata: { state: `{"globalStep":${value}}` },
});
const isSame = (a: TensorData['data'], b: TensorData['data']): boolean =>
  a.length === b.length && a.every((value: number | bigint, i: number) => value === b[i]);
const failure = (code: string) => Object.assign(new Error(`${code}: something`), { code });

/** Makes the nth call fail of those that change the disk: opening, writing, flushing, renaming, removing. */
function failAt(nth: number, code: string): { calls: () => number } {
  let calls = 0;
  const count = () => {
    if (++calls === nth) throw failure(code);
  };
  const { open, rename, rm, mkdir } = promises;
  vi.spyOn(promises, 'open').mockImplementation(async (...parameters) => {
    count();
    const handle = await open(...parameters);
    const { writeFile, sync } = handle;
    handle.writeFile = async (...written) => {
      // Half of it is on the disk when it fails.
      if (calls + 1 === nth && written[0] instanceof Uint8Array) {
        await writeFile.call(handle, written[0].subarray(0, written[0].length / 2));
      }
      count();
      await writeFile.apply(handle, written);
    };
    handle.sync = async () => {
      count();
      await sync.call(handle);
    };
    return handle;
  });
  vi.spyOn(promises, 'rename').mockImplementation(async (...parameters) => {
    count();
    await rename(...parameters);
  });
  vi.spyOn(promises, 'rm').mockImplementation(async (...parameters) => {
    count();
    await rm(...parameters);
  });
  vi.spyOn(promises, 'mkdir').mockImplementation(async (...parameters) => {
    count();
    return mkdir(...parameters);
  });
  return { calls: () => calls };
}

describe.each([
  ['safetensors', safetensorsFormat],
  ["TensorFlow's format", tensorFlowFormat],
])('a store in a folder whose disk fails: %s', (_, format) => {
  const options = { keepCheckpointMax: 2, onDamaged: () => {}, formats: [format] as const };

  /** Saves steps 1, 2, 3, the disk failing at the nth call of the last save; and looks what is there then. */
  async function run(nth: number, code: string) {
    const store = await CheckpointStore.open(folderStorage(folder), options);
    for (const step of [1, 2]) await store.save(step, content(step));
    const { calls } = failAt(nth, code);
    const error = await store.save(3, content(3)).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    vi.restoreAllMocks();
    const made = calls();
    const restored = await store.restore();
    await store.save(4, content(4)); // the folder is usable at once
    await store.close();
    const later = await CheckpointStore.open(folderStorage(folder), options);
    const latest = await later.restore();
    const left = await promises.readdir(folder);
    await later.close();
    return { error, made, restored, latest, left };
  }

  const emptyFolder = async () => {
    await promises.rm(folder, { recursive: true });
    await promises.mkdir(folder);
  };

  it.each(['ENOSPC', 'EIO', 'EROFS', 'EACCES'])(
    'with %s, at whichever call, says so or has saved; it always has a whole checkpoint, and goes on',
    async (code) => {
      const { made } = await run(Number.POSITIVE_INFINITY, code);
      expect(made).toBeGreaterThan(10);
      for (let nth = 1; nth <= made; nth++) {
        await emptyFolder();
        const { error, restored, latest, left } = await run(nth, code);
        const where = `${code} at call ${nth}`;
        if (error !== undefined) expect(String(error), where).toMatch(/^Error: Cannot .*: .*\.$/);
        const step = restored!.step;
        expect(error === undefined ? [3] : [2, 3], where).toContain(step);
        expect(restored!.tensors, where).toEqual(content(step).tensors);
        expect(restored!.metadata, where).toEqual(content(step).metadata);
        expect(latest?.step, where).toBe(4);
        expect(
          left.filter((name) => name.startsWith('.lock-')),
          where,
        ).toHaveLength(1); // the one that is open
      }
    },
  );
});

describe.each([
  ['model.ckpt-2.safetensors', safetensorsFormat],
  ['model.ckpt-2.index', tensorFlowFormat],
  ['model.ckpt-2.data-00000-of-00001', tensorFlowFormat],
])('a damaged file in a store, %s', (newest, format) => {
  const two = async (length?: number) => {
    const storage = memoryStorage();
    const damages: Damage[] = [];
    const store = await CheckpointStore.open(storage, {
      formats: [format],
      onDamaged: (damage) => damages.push(damage),
    });
    for (const step of [1, 2]) await store.save(step, content(step, length));
    const bytes = await storage.read(newest);
    /** What is restored where the newest file holds this. */
    const restoredFrom = async (damaged: Uint8Array, where: string): Promise<void> => {
      damages.length = 0;
      await storage.write(newest, damaged);
      const { step, tensors, metadata } = (await store.restore())!;
      expect([1, 2], where).toContain(step);
      expect(damages, where).toHaveLength(2 - step);
      expect(isSame(tensors.get('w')!.data, content(step, length).tensors.get('w')!.data), where).toBe(true);
      expect(metadata.state, where).toBe(content(step).metadata.state);
    };
    return { storage, store, bytes, restoredFrom };
  };

  it('that is cut short, at whatever length, gives the one before', async () => {
    const { bytes, restoredFrom, store } = await two();
    for (let length = 0; length < bytes.length; length++) {
      await restoredFrom(bytes.subarray(0, length), `${length} bytes`);
      expect((await store.restore())?.step, `${length} bytes`).toBe(1);
    }
  });

  it('that has a bit flipped, at whatever byte, gives the one before, or the very numbers', async () => {
    const { bytes, restoredFrom } = await two();
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const damaged = bytes.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      await restoredFrom(damaged, `bit ${bit}`);
    }
  });

  // CHECKPOINT_FLIPS=10000 for as many as a release is tried with.
  const flips = Number(process.env.CHECKPOINT_FLIPS ?? 200);

  it(`that is large and has a bit flipped, at ${flips} random places, gives the one before, or the very numbers`, async () => {
    const { bytes, restoredFrom } = await two(30_000);
    const random = new RandomState(7);
    for (let i = 0; i < flips; i++) {
      const at = random.randint(0, bytes.length);
      bytes[at]! ^= 1 << (i % 8);
      await restoredFrom(bytes, `byte ${at}`);
      bytes[at]! ^= 1 << (i % 8);
    }
  });

  it('that is the index never hides a checkpoint', async () => {
    const { storage, store } = await two();
    const index = await storage.read('checkpoint');
    for (let bit = 0; bit < index.length * 8; bit++) {
      const damaged = index.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      await storage.write('checkpoint', damaged);
      expect((await store.restore())?.step, `bit ${bit}`).toBe(2);
      expect(await store.list(), `bit ${bit}`).toHaveLength(2);
    }
  });
});
