import type { Callback } from './callback.ts';

/**
 * A callback of functions: Keras's `LambdaCallback`. An object with these functions is a callback already; this gives
 * it Keras's name.
 *
 * @example
 * ```ts
 * import { LambdaCallback } from '@feedforward/training';
 *
 * const printing = new LambdaCallback({ onEpochEnd: ({ epoch, logs }) => console.log(epoch, logs.loss) });
 * ```
 */
export class LambdaCallback implements Callback {
  readonly onTrainBegin: Callback['onTrainBegin'];
  readonly onEpochBegin: Callback['onEpochBegin'];
  readonly onBatchBegin: Callback['onBatchBegin'];
  readonly onBatchEnd: Callback['onBatchEnd'];
  readonly onNonFiniteLoss: Callback['onNonFiniteLoss'];
  readonly onEpochEnd: Callback['onEpochEnd'];
  readonly onTrainEnd: Callback['onTrainEnd'];

  constructor(functions: Omit<Callback, 'runsLast' | 'epochLogs'>) {
    this.onTrainBegin = functions.onTrainBegin;
    this.onEpochBegin = functions.onEpochBegin;
    this.onBatchBegin = functions.onBatchBegin;
    this.onBatchEnd = functions.onBatchEnd;
    this.onNonFiniteLoss = functions.onNonFiniteLoss;
    this.onEpochEnd = functions.onEpochEnd;
    this.onTrainEnd = functions.onTrainEnd;
  }
}
