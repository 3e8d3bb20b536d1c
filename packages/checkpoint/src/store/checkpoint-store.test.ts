import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeSafetensors } from '../safetensors/encode.ts';
import type { TensorData } from '../tensor-data.ts';
import type { CheckpointStorage } from './checkpoint-storage.ts';
import { CheckpointStore, type Damage } from './checkpoint-store.ts';
import { memoryStorage } from './memory-storage.ts';

const tensor = (value: number): TensorData => ({ dtype: 'float32', shape: [1], data: Float32Array.of(value) });
const content = (value: number) => ({ tensors: [['w', tensor(value)] as const] });
const file = (step: number) => `model.ckpt-${step}.safetensors`;
const stepsOf = async (store: CheckpointStore) => (await store.list()).map(({ step }) => step);
const text = async (storage: CheckpointStorage) => new TextDecoder().decode(await storage.read('checkpoint'));

let storage: CheckpointStorage;
let damages: Damage[];
const open = (options = {}) =>
  CheckpointStore.open(storage, { onDamaged: (damage: Damage) => damages.push(damage), ...options });

beforeEach(() => {
  storage = memoryStorage();
  damages = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** The names of what was done, in order. */
function recorded(): string[] {
  const calls: string[] = [];
  const { write, remove } = storage;
  storage = {
    ...storage,
    write: (name, bytes) => {
      calls.push(`write ${name}`);
      return write(name, bytes);
    },
    remove: (name) => {
      calls.push(`remove ${name}`);
      return remove(name);
    },
  };
  return calls;
}

async function flip(name: string, at = -1): Promise<void> {
  const bytes = (await storage.read(name)).slice();
  bytes[at < 0 ? bytes.length + at : at]! ^= 1;
  await storage.write(name, bytes);
}

describe('a CheckpointStore', () => {
  it('gives back what was saved, with the texts beside it', async () => {
    const store = await open();
    const metadata = { model: '{}' };
    const entry = await store.save(7, { tensors: [['w', tensor(0.5)]], metadata }, { score: 0.25 });
    const restored = await store.restore();
    expect(entry).toMatchObject({ name: file(7), step: 7, score: 0.25 });
    expect(restored).toMatchObject({ name: file(7), step: 7, score: 0.25 });
    expect(restored!.tensors).toEqual(new Map([['w', tensor(0.5)]]));
    expect({ ...restored!.metadata }).toEqual({ ...metadata, score: '0.25', best: '{"step":7,"score":0.25}' });
    expect(restored!.checksums.size).toBe(1);
  });

  it('is empty at first', async () => {
    const store = await open();
    expect(await store.list()).toEqual([]);
    expect([await store.latest(), await store.best(), await store.restore()]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('finds the latest, the best, and one of a step', async () => {
    const store = await open({ keepCheckpointMax: 3 });
    for (const [step, score] of [
      [1, 0.5],
      [2, 0.9],
      [3, 0.7],
      [4, undefined],
      [5, 0.8],
      [6, 0.6],
    ] as const) {
      await store.save(step, content(step), { score });
    }
    expect(await stepsOf(store)).toEqual([2, 4, 5, 6]);
    expect([(await store.latest())?.step, (await store.best())?.step]).toEqual([6, 2]);
    expect((await store.restore('best'))?.tensors.get('w')).toEqual(tensor(2));
    expect((await store.restore({ step: 4 }))?.tensors.get('w')).toEqual(tensor(4));
    await expect(store.restore({ step: 3 })).rejects.toThrow(
      'Cannot restore the checkpoint of step 3: the steps that are there are 2, 4, 5, 6.',
    );
  });

  it('knows all of it when it is opened again', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 });
    const first = await open();
    await first.save(1, content(1), { score: 2 });
    await first.save(2, content(2));
    const list = await first.list();
    await first.close();
    const second = await open();
    expect(await second.list()).toEqual(list);
    expect(list[0]).toEqual({ name: file(1), step: 1, score: 2, savedAt: new Date(1_700_000_000_000) });
  });

  it('keeps one for good every so many hours', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 });
    for (let step = 1; step <= 9; step++) {
      const store = await open({ keepCheckpointMax: 1, keepCheckpointEveryNHours: 3 });
      await store.save(step, content(step));
      await store.close();
      vi.advanceTimersByTime(3_600_000);
    }
    expect(await stepsOf(await open())).toEqual([4, 7, 9]);
  });

  it('replaces one of the same step, which is the newest then', async () => {
    const store = await open();
    for (const [step, value] of [
      [10, 1],
      [20, 2],
      [10, 3],
    ] as const) {
      await store.save(step, content(value));
    }
    expect(await stepsOf(store)).toEqual([20, 10]);
    expect((await store.restore())?.tensors.get('w')).toEqual(tensor(3));
  });

  it('goes by when they were saved, not by their steps: a run may begin again from an earlier one', async () => {
    const store = await open({ keepCheckpointMax: 2 });
    for (const step of [100, 200, 50]) await store.save(step, content(step));
    expect(await stepsOf(store)).toEqual([200, 50]);
    expect((await store.latest())?.step).toBe(50);
  });

  it('writes the new one first, then the index, and takes away only what that names no more', async () => {
    const calls = recorded();
    const store = await open({ keepCheckpointMax: 1 });
    await store.save(1, content(1));
    await store.save(2, content(2));
    expect(calls.slice(2)).toEqual([`write ${file(2)}`, 'write checkpoint', `remove ${file(1)}`]);
    expect(await text(storage)).toContain(`model_checkpoint_path: "${file(2)}"`);
  });

  it('saves one after the other, if it is not waited for', async () => {
    const store = await open();
    await Promise.all([1, 2, 3, 4, 5, 6, 7].map((step) => store.save(step, content(step))));
    expect(await stepsOf(store)).toEqual([3, 4, 5, 6, 7]);
  });

  it('leaves files of others alone, and in the index', async () => {
    const others = ['model.ckpt-1.index', 'model.ckpt-01.safetensors', 'best-3.safetensors', 'notes.txt'];
    for (const name of others) await storage.write(name, Uint8Array.of(1));
    const tensorFlow = 'model_checkpoint_path: "model.ckpt-1"\nall_model_checkpoint_paths: "model.ckpt-1"\n';
    await storage.write('checkpoint', new TextEncoder().encode(tensorFlow));
    const store = await open({ keepCheckpointMax: 1 });
    await store.save(5, content(5));
    await store.save(6, content(6));
    expect([...(await storage.list())].sort()).toEqual(['checkpoint', file(6), ...others].sort());
    expect(await text(storage)).toContain('all_model_checkpoint_paths: "model.ckpt-1"\n');
  });

  it('can go by another name, and two share a storage so', async () => {
    const one = await open({ prefix: 'one' });
    await one.save(1, content(1));
    await one.close();
    const two = await open({ prefix: 'two' });
    await two.save(2, content(2));
    await two.close();
    expect(await stepsOf(await open({ prefix: 'one', readOnly: true }))).toEqual([1]);
    await expect(open({ prefix: '../one' })).rejects.toThrow(RangeError);
  });

  it('has the storage for itself until it is closed', async () => {
    const first = await open();
    await expect(open()).rejects.toThrow('another store has it');
    expect(await stepsOf(await open({ readOnly: true }))).toEqual([]);
    void first.save(1, content(1));
    await first.close();
    await first.close();
    await expect(first.save(2, content(2))).rejects.toThrow(
      'Cannot save checkpoint of step 2: the store is closed. Open it again.',
    );
    expect(await stepsOf(await open())).toEqual([1]);
  });

  it('refuses what cannot be saved, and changes nothing', async () => {
    const store = await open();
    await expect(store.save(-1, content(1))).rejects.toThrow('a step is a whole number, 0 or more');
    await expect(store.save(1, content(1), { score: Number.NaN })).rejects.toThrow('a finite number, it is NaN');
    await expect(store.save(1, { tensors: [['w', { ...tensor(1), shape: [2] }]] })).rejects.toThrow('does not fit');
    await expect((await open({ readOnly: true })).save(1, content(1))).rejects.toThrow('opened with readOnly');
    await expect(open({ keepBest: -1 })).rejects.toThrow('keepBest');
    expect(await storage.list()).toEqual([]);
  });
});

describe('what a process leaves that dies while it saves', () => {
  const before = async (keepCheckpointMax = 2) => {
    const store = await open({ keepCheckpointMax });
    for (const step of [1, 2]) await store.save(step, content(step), { score: step });
    await store.close();
    return storage.read('checkpoint');
  };

  it('is found, the newest last and with its score, if only the index was not written yet', async () => {
    const index = await before();
    const store = await open();
    await store.save(3, content(3), { score: 9 });
    await store.close();
    await storage.write('checkpoint', index);
    const later = await open({ keepCheckpointMax: 2 });
    expect(await stepsOf(later)).toEqual([1, 2, 3]);
    expect((await later.best())?.step).toBe(3);
    await later.save(4, content(4));
    expect(await stepsOf(later)).toEqual([3, 4]);
  });

  it('may be an old one that was to be taken away: whoever opens the store does, or the next save', async () => {
    await before();
    const store = await open({ keepCheckpointMax: 2 });
    const remove = vi.spyOn(storage, 'remove').mockRejectedValue(new Error('Cannot delete: dead.'));
    await expect(store.save(3, content(3))).rejects.toThrow('dead');
    await store.close();
    const other = await open({ prefix: 'other' }); // which has no business with it
    await other.save(9, content(9));
    await other.close();
    const later = await open({ keepCheckpointMax: 2 });
    expect(await storage.list()).toContain(file(1));
    expect(await stepsOf(later)).toEqual([2, 3]);
    remove.mockRestore();
    await later.save(4, content(4));
    expect(await stepsOf(later)).toEqual([2, 3, 4]); // 2 is the best
    expect(await storage.list()).not.toContain(file(1));
  });

  it('is taken away when the store is opened', async () => {
    await before(1);
    const index = new TextDecoder().decode(await storage.read('checkpoint'));
    expect(index).toContain(`"removed":["${file(1)}"]`);
    await storage.write(file(1), encodeSafetensors([['w', tensor(1)]]));
    expect(await stepsOf(await open({ readOnly: true }))).toEqual([2]);
    expect(await storage.list()).toContain(file(1));
    await open();
    expect(await storage.list()).not.toContain(file(1));
  });

  it('may lack files that the index still names', async () => {
    await before();
    await storage.remove(file(1));
    expect(await stepsOf(await open())).toEqual([2]);
  });

  it('is found by its names where there is no index', async () => {
    await before();
    await storage.remove('checkpoint');
    const store = await open();
    expect(await stepsOf(store)).toEqual([1, 2]);
    expect((await store.best())?.step).toBe(2);
    expect(damages).toEqual([]);
  });
});

describe('a damaged checkpoint', () => {
  const three = async () => {
    const store = await open();
    for (const step of [1, 2, 3]) await store.save(step, content(step), { score: step });
    return store;
  };

  it('is passed over for the one before, which is said', async () => {
    const store = await three();
    await flip(file(3));
    expect((await store.restore())?.step).toBe(2);
    expect(damages).toHaveLength(1);
    expect(damages[0]!.name).toBe(file(3));
    expect(damages[0]!.message).toMatch(
      /^Cannot read safetensors file "model.ckpt-3.safetensors": it is damaged in tensor "w": .*\. Going on to "model.ckpt-2.safetensors"\.$/,
    );
  });

  it('is told on the console if nobody else wants to know', async () => {
    const store = await three();
    await store.close();
    await flip(file(3));
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await (await CheckpointStore.open(storage)).restore('best');
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('Going on to "model.ckpt-2.safetensors".'));
  });

  it('is an error where it is the one that was asked for, or the last', async () => {
    const store = await three();
    for (const step of [1, 2, 3]) await flip(file(step));
    await expect(store.restore({ step: 3 })).rejects.toThrow(
      /^Cannot restore a checkpoint: it cannot be read\. .*damaged/,
    );
    await expect(store.restore()).rejects.toThrow(/^Cannot restore a checkpoint: none of 3 can be read\. .*ckpt-3/);
  });

  it('may be one without checksums, if it is whole', async () => {
    const store = await open();
    await storage.write(file(5), encodeSafetensors([['w', tensor(5)]]));
    expect((await store.restore())?.tensors.get('w')).toEqual(tensor(5));
  });

  it('that is an index is passed over, which is said, and nothing goes by its age', async () => {
    const store = await open({ keepCheckpointMax: 1 });
    for (const step of [1, 2]) await store.save(step, content(step), { score: 1 / step });
    await flip('checkpoint', 30);
    expect((await store.restore())?.step).toBe(2);
    expect((await store.best())?.step).toBe(1);
    expect(damages[0]!.message).toBe(
      'Cannot read index file "checkpoint": its checksum is not that of its text. Going by the names of the checkpoints.',
    );
    await store.save(3, content(3));
    expect(await stepsOf(store)).toEqual([1, 2, 3]);
  });

  it('is not one that another process took away meanwhile', async () => {
    const store = await three();
    const { read } = storage;
    storage.read = async (name) => {
      if (name === file(3)) await storage.remove(name);
      return read(name);
    };
    expect((await store.restore())?.step).toBe(2);
    expect(damages).toEqual([]);
  });
});
