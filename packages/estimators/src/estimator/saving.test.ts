import { type CheckpointStorage, memoryStorage } from '@feedforward/checkpoint';
import { describe, expect, it, vi } from 'vitest';
import type { TrainingHook } from '../hooks/training-hook.ts';
import { silentLogger } from '../log/logger.ts';
import { all, classifier, config, endless, predictions } from './testing.ts';

/** A storage in which whatever a gate is closed for is written when that opens. */
function gated(isClosed: (name: string) => boolean) {
  const storage = memoryStorage();
  const written: string[] = [];
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const write: CheckpointStorage['write'] = async (name, bytes) => {
    if (isClosed(name)) await opened;
    await storage.write(name, bytes);
    written.push(name);
  };
  return { storage: { ...storage, write }, written, open };
}
const atStep = (step: number, act: () => void): TrainingHook => ({
  afterRun: (_, { globalStep }) => {
    if (globalStep === step) act();
  },
});

describe.each(['tensorflow', 'safetensors'] as const)(
  'saving in the background, in the format %s',
  (checkpointFormat) => {
    const quiet = { ...config, checkpointFormat };

    it('lets training go on, and writes what there was when it began', async () => {
      const { storage, written, open } = gated((name) => name.startsWith('model.ckpt-1.'));
      const trained = classifier({ modelDir: storage, config: quiet, dropout: 0.2 });
      const atFive: string[] = [];
      const hook = atStep(5, () => {
        atFive.push(...written);
        open();
      });
      await trained.train({ inputFn: endless, steps: 6, hooks: [hook] });
      expect(atFive).toEqual([]);
      expect(written.filter((name) => name !== 'checkpoint').map((name) => name.slice(0, 12))).toEqual(
        ['model.ckpt-1', 'model.ckpt-6'].flatMap((stem) => (checkpointFormat === 'tensorflow' ? [stem, stem] : [stem])),
      );
      const once = await classifier({ config: quiet, dropout: 0.2 }).train({ inputFn: endless, steps: 1 });
      const checkpointPath = checkpointFormat === 'tensorflow' ? 'model.ckpt-1' : 'model.ckpt-1.safetensors';
      const saved = await classifier({ modelDir: storage, config: quiet }).evaluate({ ...all, checkpointPath });
      expect(saved).toEqual(await once.evaluate(all));
    });

    it('waits for the one before, so that no more than two states are in memory', async () => {
      const { storage, open } = gated((name) => name.startsWith('model.ckpt-1.'));
      const steps: number[] = [];
      const trained = classifier({ modelDir: storage, config: { ...quiet, saveCheckpointsSteps: 3 } });
      const hook: TrainingHook = { beforeRun: ({ globalStep }) => void steps.push(globalStep) };
      const training = trained.train({ inputFn: endless, steps: 9, hooks: [hook] });
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
      expect(steps).toEqual([0, 1, 2, 3]); // step 4 is to be saved while step 1 still is
      open();
      await training;
      expect(steps).toHaveLength(9);
    });

    it('tells an error of it once, at the next save; what comes after is saved', async () => {
      const storage = memoryStorage();
      const { write } = storage;
      storage.write = async (name, bytes) => {
        if (name.startsWith('model.ckpt-1.')) throw new Error('Cannot write: the disk is full.');
        return write(name, bytes);
      };
      const trained = classifier({ modelDir: storage, config: { ...quiet, saveCheckpointsSteps: 3 } });
      await expect(trained.train({ inputFn: endless, steps: 9 })).rejects.toThrow('the disk is full');
      expect(await trained.latestCheckpoint()).toMatch(/^model\.ckpt-4/);
      await trained.train({ inputFn: endless, steps: 1 });
      expect(await trained.latestCheckpoint()).toMatch(/^model\.ckpt-5/);
    });
  },
);

describe('a run that saves at every step and whose storage dies', () => {
  it.each(['tensorflow', 'safetensors'] as const)(
    'at whichever call ends in the bits of one that was not, from a folder in which all is whole: %s',
    async (checkpointFormat) => {
      const often = { ...config, checkpointFormat, saveCheckpointsSteps: 1, keepCheckpointMax: 2 };
      const options = { dropout: 0.2, config: often };
      const whole = await classifier({ ...options }).train({ inputFn: endless, steps: 5 });
      const expected = await predictions(whole);
      let calls = 0;
      for (let dieAt = 1; ; dieAt++) {
        const storage = memoryStorage();
        calls = 0;
        const dying = mortal(storage, () => ++calls >= dieAt);
        const died = await classifier({ ...options, modelDir: dying })
          .train({ inputFn: endless, maxSteps: 5 })
          .then(
            () => false,
            (error: unknown) => String(error).includes('dead'),
          );
        if (!died) break;
        const warn = vi.fn();
        const later = classifier({
          ...options,
          modelDir: storage,
          config: { ...often, logger: { ...silentLogger, warn } },
        });
        await later.train({ inputFn: endless, maxSteps: 5 });
        expect(await predictions(later), `call ${dieAt}`).toEqual(expected);
        expect(warn, `call ${dieAt}`).not.toHaveBeenCalled();
      }
      expect(calls).toBeGreaterThan(10);
    },
  );
});

/** The storage until it dies; from there on nothing is written, and nothing locked. */
function mortal(storage: CheckpointStorage, isDead: () => boolean): CheckpointStorage {
  const { lock, ...rest } = storage;
  const check = (): void => {
    if (isDead()) throw new Error('Cannot write: dead.');
  };
  return {
    ...rest,
    write: async (name, bytes) => {
      check();
      await storage.write(name, bytes);
    },
    remove: async (name) => {
      check();
      await storage.remove(name);
    },
  };
}
