import { type CheckpointStorage, memoryStorage } from '@feedforward/checkpoint';
import { RandomState } from '@feedforward/random';
import { describe, expect, it } from 'vitest';
import type { InputBatch, InputFn } from '../input/input-fn.ts';
import { all, classifier, endless, iris, variables } from './testing.ts';

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

/** Batches of `endless`, between which others have their turn. */
const slow: InputFn = async function* (context) {
  for await (const batch of endless(context)) {
    await turn();
    yield batch;
  }
};
const seed = { random: new RandomState(0) };

describe('what an estimator is asked at once', () => {
  it('to train is refused while it trains, and changes nothing', async () => {
    const twice = classifier({});
    const training = twice.train({ inputFn: slow, steps: 6 });
    await expect(twice.train({ inputFn: endless, steps: 6 })).rejects.toThrow(
      'Cannot train: the classifier is being trained already. Wait for that call of train.',
    );
    await training;
    const once = await classifier({}).train({ inputFn: endless, steps: 6 });
    expect(await variables(twice)).toEqual(await variables(once));
    await twice.train({ inputFn: endless, steps: 1 });
    expect((await twice.getVariableValue('global_step')).data[0]).toBe(7n);
  });

  it('to train from within a hook is refused too, and ends that training', async () => {
    const estimator = classifier({});
    const again = { afterRun: async () => void (await estimator.train({ inputFn: endless, steps: 1 })) };
    await expect(estimator.train({ inputFn: endless, steps: 2, hooks: [again] })).rejects.toThrow('already');
    await estimator.train({ inputFn: endless, steps: 1 });
  });

  it('to evaluate while it trains is of one moment, however long the evaluation takes', async () => {
    const estimator = classifier({});
    const training = estimator.train({ inputFn: slow, steps: 30 });
    const halves: InputFn = async function* () {
      const [whole] = [...(all.inputFn(seed) as Iterable<InputBatch>)];
      yield whole!;
      for (let i = 0; i < 5; i++) await turn();
      yield { features: { x: iris.features.slice(0, 128) }, labels: iris.labels.slice(0, 128) };
      yield { features: { x: iris.features.slice(128) }, labels: iris.labels.slice(128) };
    };
    for (let i = 0; i < 5; i++) await turn();
    const meanwhile = await estimator.evaluate({ inputFn: halves });
    await training;
    expect(meanwhile.globalStep).toBeGreaterThan(0);
    expect(meanwhile.globalStep).toBeLessThan(30);
    const then = await classifier({}).train({ inputFn: endless, steps: meanwhile.globalStep });
    expect(meanwhile).toEqual(await then.evaluate({ inputFn: halves }));
  });

  it('to evaluate as training begins does not set that back', async () => {
    const storage = memoryStorage();
    await classifier({ modelDir: storage }).train({ inputFn: endless, steps: 3 });
    let reads = 0;
    const read: CheckpointStorage['read'] = async (name) => {
      const late = reads++ % 2 === 1 ? 20 : 0;
      for (let i = 0; i < late; i++) await turn();
      return storage.read(name);
    };
    for (const first of ['train', 'evaluate']) {
      const estimator = classifier({ modelDir: { ...storage, read } });
      const begin = {
        train: () => estimator.train({ inputFn: slow, steps: 8 }),
        evaluate: () => estimator.evaluate(all),
      };
      const [one, other] = first === 'train' ? [begin.train(), begin.evaluate()] : [begin.evaluate(), begin.train()];
      await Promise.all([one, other]);
      expect((await estimator.getVariableValue('global_step')).data[0]).toBe(first === 'train' ? 11n : 19n);
    }
  });
});
