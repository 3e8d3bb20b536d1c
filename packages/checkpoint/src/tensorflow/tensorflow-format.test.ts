import { RandomState } from '@feedforward/random';
import { beforeEach, describe, expect, it } from 'vitest';
import { safetensorsFormat } from '../store/checkpoint-format.ts';
import type { CheckpointStorage } from '../store/checkpoint-storage.ts';
import { CheckpointStore, type CheckpointStoreOptions } from '../store/checkpoint-store.ts';
import { memoryStorage } from '../store/memory-storage.ts';
import type { TensorData } from '../tensor-data.ts';
import { decodeTensorFlowCheckpoint } from './decode.ts';
import { encodeTensorFlowCheckpoint } from './encode.ts';
import { tensorFlowFormat } from './tensorflow-format.ts';

const tensor = (value: number): TensorData => ({ dtype: 'float32', shape: [1], data: Float32Array.of(value) });
const content = (value: number) => ({ tensors: [['w', tensor(value)] as const] });

let storage: CheckpointStorage;
let damages: string[];
beforeEach(() => {
  storage = memoryStorage();
  damages = [];
});
const open = (options: CheckpointStoreOptions = {}) =>
  CheckpointStore.open(storage, {
    formats: [tensorFlowFormat, safetensorsFormat],
    onDamaged: ({ message }) => damages.push(message),
    ...options,
  });
const stepsOf = async (store: CheckpointStore) => (await store.list()).map(({ step }) => step);
const text = async () => new TextDecoder().decode(await storage.read('checkpoint'));
/** As TensorFlow's own Saver leaves it. */
async function tensorFlowSaved(steps: readonly number[], state: string): Promise<void> {
  for (const step of steps) {
    const { index, shards } = encodeTensorFlowCheckpoint([['w', tensor(step)]]);
    await storage.write(`model.ckpt-${step}.data-00000-of-00001`, shards[0]);
    await storage.write(`model.ckpt-${step}.index`, index);
    await storage.write(`model.ckpt-${step}.meta`, Uint8Array.of(1));
  }
  await storage.write('checkpoint', new TextEncoder().encode(state));
}
const stateOf = (newest: string, all: readonly string[]) =>
  `model_checkpoint_path: "${newest}"\n${all.map((path) => `all_model_checkpoint_paths: "${path}"\n`).join('')}`;

/** Has the storage refuse to change anything from so many calls on. @returns What ends that. */
function dieAt(nth: number): () => void {
  const { write, remove } = storage;
  let calls = 0;
  const counted =
    <A extends unknown[]>(act: (...parameters: A) => Promise<void>) =>
    async (...parameters: A): Promise<void> => {
      if (++calls >= nth) throw new Error('Cannot do that: dead.');
      return act(...parameters);
    };
  Object.assign(storage, { write: counted(write), remove: counted(remove) });
  return () => void Object.assign(storage, { write, remove });
}

describe("a CheckpointStore in TensorFlow's format", () => {
  it("writes TensorFlow's files and names, and rotates them whole", async () => {
    const store = await open({ keepCheckpointMax: 2 });
    for (const step of [1, 2, 3]) await store.save(step, content(step));
    expect([...(await storage.list())].sort()).toEqual([
      'checkpoint',
      ...[2, 3].flatMap((step) => [`model.ckpt-${step}.data-00000-of-00001`, `model.ckpt-${step}.index`]),
    ]);
    expect((await text()).split('\n').slice(0, 3)).toEqual([
      'model_checkpoint_path: "model.ckpt-3"',
      'all_model_checkpoint_paths: "model.ckpt-2"',
      'all_model_checkpoint_paths: "model.ckpt-3"',
    ]);
    expect((await store.latest())?.name).toBe('model.ckpt-3');
    const plain = encodeTensorFlowCheckpoint(content(3).tensors);
    expect(await storage.read('model.ckpt-3.index')).toEqual(plain.index);
  });

  it('gives back tensors, texts and score; to TensorFlow the texts are one tensor more', async () => {
    const store = await open();
    await store.save(1, { ...content(1), metadata: { note: 'é', __proto__: 'x' } }, { score: 0.5 });
    const restored = (await store.restore('best'))!;
    expect(restored.tensors).toEqual(new Map([['w', tensor(1)]]));
    expect(restored).toMatchObject({ step: 1, score: 0.5, metadata: { note: 'é', score: '0.5' } });
    const files = {
      index: await storage.read('model.ckpt-1.index'),
      shards: [await storage.read('model.ckpt-1.data-00000-of-00001')],
    };
    expect([...decodeTensorFlowCheckpoint(files).keys()]).toEqual(['feedforward/metadata', 'w']);
  });

  it("goes on from TensorFlow's folder, though it was moved, and rotates what is there", async () => {
    const paths = [5, 7].map((step) => `/was/here/model.ckpt-${step}`);
    await tensorFlowSaved([5, 7], stateOf(paths[1]!, paths));
    const store = await open({ keepCheckpointMax: 2 });
    expect((await store.restore())?.tensors.get('w')).toEqual(tensor(7));
    await store.save(8, content(8));
    expect(await stepsOf(store)).toEqual([7, 8]);
    expect((await storage.list()).filter((name) => name.includes('-5'))).toEqual([]);
    expect(await text()).not.toContain('/was/here');
  });

  it('goes on from the one that TensorFlow would: the one its state names, be it not the last', async () => {
    await tensorFlowSaved([1, 2, 3], stateOf('model.ckpt-2', ['model.ckpt-1', 'model.ckpt-2', 'model.ckpt-3']));
    expect((await (await open()).latest())?.step).toBe(2);
  });

  it('keeps, as no newest, what TensorFlow kept for good and does not list', async () => {
    await tensorFlowSaved([1, 5, 10, 11], stateOf('model.ckpt-11', ['model.ckpt-10', 'model.ckpt-11']));
    const store = await open({ keepCheckpointMax: 1 });
    expect((await store.latest())?.step).toBe(11);
    await store.save(12, content(12));
    await store.save(13, content(13));
    expect(await stepsOf(store)).toEqual([1, 5, 13]);
  });

  it('finds one whose saver died before the state was written', async () => {
    await tensorFlowSaved([1, 2, 3], stateOf('model.ckpt-2', ['model.ckpt-1', 'model.ckpt-2']));
    expect((await (await open()).latest())?.step).toBe(3);
  });

  it.each(['model.ckpt-3.index', 'model.ckpt-3.data-00000-of-00001'])(
    'gives the one before where %s is damaged, and says so',
    async (name) => {
      const store = await open();
      for (const step of [2, 3]) await store.save(step, content(step));
      const bytes = (await storage.read(name)).slice();
      bytes[2]! ^= 1;
      await storage.write(name, bytes);
      expect((await store.restore())?.step).toBe(2);
      expect(damages[0]).toMatch(/^Cannot read TensorFlow checkpoint "model.ckpt-3": .* Going on to "model.ckpt-2"\.$/);
    },
  );

  it('reads both kinds in one folder; the one that was saved last is the newest', async () => {
    const safe = await open({ formats: [safetensorsFormat, tensorFlowFormat] });
    await safe.save(1, content(1));
    await safe.close();
    const store = await open({ keepCheckpointMax: 2 });
    await store.save(2, content(2));
    expect((await store.list()).map(({ name }) => name)).toEqual(['model.ckpt-1.safetensors', 'model.ckpt-2']);
    expect((await store.restore())?.step).toBe(2);
    await store.save(3, content(3));
    expect(await storage.list()).not.toContain('model.ckpt-1.safetensors');
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'has a whole checkpoint, and a state that names nothing that is not there, when it dies at call %i',
    async (nth) => {
      let store = await open({ keepCheckpointMax: 1 });
      await store.save(1, content(1));
      await store.close();
      const revive = dieAt(nth);
      store = await open({ keepCheckpointMax: 1 });
      const saved = await store.save(2, content(2)).then(
        () => true,
        () => false,
      );
      expect(saved).toBe(nth > 5);
      await store.close();
      revive();
      const names = await storage.list();
      for (const [, name] of (await text()).matchAll(/path(?:s)?: "(.*)"/g)) expect(names).toContain(`${name}.index`);
      store = await open({ keepCheckpointMax: 1 });
      expect((await store.restore())?.step).toBe(nth > 2 ? 2 : 1);
      await store.save(3, content(3));
      expect(await stepsOf(store)).toEqual([3]);
      expect(damages).toEqual([]);
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'has the old checkpoint or the new one, whole, when it dies at call %i of replacing it by one of the same step',
    async (nth) => {
      for (const deaths of [1, 2]) {
        [storage, damages] = [memoryStorage(), []];
        let store = await open();
        await store.save(7, content(1));
        await store.save(7, content(2));
        await store.close();
        for (let death = 1; death <= deaths; death++) {
          store = await open();
          const revive = dieAt(nth);
          await store.save(7, content(3)).catch(() => {});
          revive();
          await store.close();
        }
        store = await open();
        const before = deaths === 1 ? 5 : 4; // calls; where the data alone was replaced, the second makes no copy
        expect((await store.restore())?.tensors.get('w')).toEqual(tensor(nth > before ? 3 : 2));
        expect(damages).toHaveLength(deaths === 1 && nth === 5 ? 1 : 0);
        await store.save(7, content(4));
        expect((await store.restore())?.tensors.get('w')).toEqual(tensor(4));
        await store.save(8, content(5));
        expect(await stepsOf(store)).toEqual([7, 8]);
        expect((await storage.list()).filter((name) => name.includes('replaced'))).toEqual([]);
        await store.close();
      }
    },
  );

  it.each([1, 2, 3, 4, 5, 6])(
    'has the newest checkpoint, whatever the step, when it dies at call %i of replacing an older one',
    async (nth) => {
      let store = await open();
      for (const [step, value] of [
        [2, 1],
        [2, 2],
        [1, 3],
      ] as const)
        await store.save(step, content(value));
      const revive = dieAt(nth);
      await store.save(2, content(4)).catch(() => {});
      revive();
      await store.close();
      store = await open();
      expect((await store.restore())?.tensors.get('w')).toEqual(tensor(3));
      expect((await store.restore({ step: 2 }))?.tensors.get('w')).toEqual(tensor(nth > 5 ? 4 : 2));
    },
  );

  it('takes away the data of a checkpoint whose index is gone already', async () => {
    let store = await open({ keepCheckpointMax: 1 });
    await store.save(1, content(1));
    const revive = dieAt(5); // after two files, the state, and the first of the two that leave
    await store.save(2, content(2)).catch(() => {});
    revive();
    await store.close();
    expect(await storage.list()).toContain('model.ckpt-1.data-00000-of-00001');
    store = await open();
    expect((await storage.list()).filter((name) => name.includes('-1.'))).toEqual([]);
  });

  it('restores what was saved last, or was being saved, through lives that end anywhere, whatever the steps', async () => {
    const random = new RandomState(1);
    for (let run = 0; run < 1000; run++) {
      storage = memoryStorage();
      const options = { keepCheckpointMax: random.randint(0, 4), keepBest: random.randint(0, 2) };
      let value = 0;
      let possible: (number | undefined)[] = [undefined];
      for (let life = 0; life < 5; life++) {
        const store = await open(options);
        const number = (await store.restore())?.tensors.get('w')?.data[0];
        const restored = number === undefined ? undefined : Number(number);
        if (!possible.includes(restored)) {
          throw new Error(`Run ${run} restored ${restored}, and not one of ${possible.join(', ')}.`);
        }
        possible = [restored];
        const revive = dieAt(random.randint(1, 15));
        for (let isAlive = true; isAlive; ) {
          possible.push(++value);
          isAlive = await store.save(random.randint(0, 3), content(value)).then(
            () => true,
            () => false,
          );
          if (isAlive) possible = [value];
        }
        revive();
        await store.close();
      }
    }
  });
});
