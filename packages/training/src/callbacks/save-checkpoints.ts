import type { CheckpointStore } from '@feedforward/checkpoint';
import { quickTurn } from '../fit/event-loop.ts';
import type { Trainer } from '../trainer.ts';
import type { Callback } from './callback.ts';

/** When {@link saveCheckpoints} saves, and what. */
export interface SaveCheckpointsOptions {
  /** Every so many steps. */
  readonly everySteps?: number | undefined;
  /** At the first step after so many seconds. */
  readonly everySeconds?: number | undefined;
  /** The log to score checkpoints by, such as `valAccuracy`: one is then saved at the end of every epoch. */
  readonly monitor?: string | undefined;
  /** Texts to add to each, under names of your own. */
  readonly metadata?: Readonly<Record<string, string>>;
  /**
   * Whether training goes on while a checkpoint is being written. It waits only if the one before is still not done,
   * and at its end; an error of writing ends it at the next step. Default true.
   */
  readonly background?: boolean;
}

/**
 * Saves the whole state to a store as training goes along, and at its end, be that an error or an abort. Without
 * `everySteps`, `everySeconds` and `monitor` it saves at the end of every epoch.
 *
 * @throws RangeError for an option that is out of range.
 * @example
 * ```ts
 * import { CheckpointStore, memoryStorage } from '@feedforward/checkpoint';
 * import { loadIris } from '@feedforward/datasets';
 * import { dense, sequential } from '@feedforward/layers';
 * import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
 * import { adam, restoreCheckpoint, saveCheckpoints, Trainer } from '@feedforward/training';
 *
 * const network = sequential([dense(8, { activation: 'relu' }), dense(3)], { inputShape: [4] });
 * const trainer = new Trainer(network, { loss: sparseSoftmaxCrossEntropy(), optimizer: adam(), seed: 42 });
 * const store = await CheckpointStore.open(memoryStorage()); // or folderStorage('run')
 *
 * await restoreCheckpoint(trainer, store); // nothing yet, the first time
 * await trainer.fit(loadIris(), { epochs: 3, callbacks: [saveCheckpoints(store, { everySteps: 4 })] }).done();
 * await store.close();
 * console.log((await store.list()).map(({ step }) => step)); // [ 4, 8, 12, 15 ]
 * ```
 */
export function saveCheckpoints(store: CheckpointStore, options: SaveCheckpointsOptions = {}): Callback {
  const { everySteps, everySeconds, monitor, metadata, background = true } = options;
  checkOptions(options);
  const atEpochs = everySteps === undefined && everySeconds === undefined;
  let isDue = false;
  let savedStep = 0;
  let savedAt = 0;
  let writing: Promise<void> = Promise.resolve();
  let isWriting = false;
  let failure: { readonly error: unknown } | undefined;

  const throwFailure = (): void => {
    const failed = failure;
    failure = undefined;
    if (failed) throw failed.error;
  };
  const save = async (trainer: Trainer, score?: number): Promise<void> => {
    await writing;
    throwFailure();
    const { globalStep } = trainer;
    isWriting = true;
    writing = store
      .save(globalStep, trainer.checkpoint(metadata), { score })
      .then(
        () => {},
        (error: unknown) => {
          savedStep = -1;
          failure = { error };
        },
      )
      .finally(() => {
        isWriting = false;
      });
    isDue = false;
    savedStep = globalStep;
    savedAt = performance.now();
    if (!background) await writing;
    throwFailure();
  };

  return {
    runsLast: true,
    onTrainBegin({ trainer }) {
      savedStep = trainer.globalStep;
      savedAt = performance.now();
    },
    async onBatchEnd({ trainer, globalStep, batch, batches }) {
      throwFailure();
      if (isWriting) await quickTurn();
      isDue =
        (everySteps !== undefined && globalStep % everySteps === 0) ||
        (everySeconds !== undefined && performance.now() - savedAt >= everySeconds * 1000);
      if (isDue && batch < batches) await save(trainer); // else at the epoch's end, with what callbacks do there
    },
    async onEpochEnd({ trainer, logs }) {
      if (monitor !== undefined) await save(trainer, scoreIn(logs, monitor));
      else if (atEpochs || isDue) await save(trainer);
    },
    async onTrainEnd({ trainer }) {
      await writing;
      if (trainer.globalStep !== savedStep) {
        failure = undefined; // this is another try
        await save(trainer);
      }
      await writing;
      throwFailure();
    },
  };
}

function scoreIn(logs: Readonly<Record<string, number>>, monitor: string): number {
  const score = Object.hasOwn(logs, monitor) ? logs[monitor] : undefined;
  if (score !== undefined) return score;
  throw new RangeError(
    `Cannot score checkpoints by "${monitor}": the logs of this training are ${Object.keys(logs).join(', ')}.`,
  );
}

function checkOptions({ everySteps, everySeconds }: SaveCheckpointsOptions): void {
  if (everySteps !== undefined && !(Number.isSafeInteger(everySteps) && everySteps >= 1)) {
    throw new RangeError(`Cannot save checkpoints: everySteps must be a whole number, 1 or more; it is ${everySteps}.`);
  }
  if (everySeconds !== undefined && !(everySeconds > 0)) {
    throw new RangeError(`Cannot save checkpoints: everySeconds must be above 0; it is ${everySeconds}.`);
  }
}
