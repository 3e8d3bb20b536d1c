import type { Dataset, Targets } from '@feedforward/datasets';
import type { Callback } from '../callbacks/callback.ts';
import type { History } from '../callbacks/history.ts';
import type { ClassWeight } from './class-weight.ts';
import type { Scores } from './scores.ts';

/** How {@link Trainer.fit} goes through its data. */
export interface FitOptions {
  /** Epochs in all, counting those that a restored state has behind it. Default 1. */
  readonly epochs?: number;
  /** Examples a step; an epoch's last step may have fewer. Default 32. */
  readonly batchSize?: number;
  /** Whether each epoch takes the examples in a new random order. Default true. */
  readonly shuffle?: boolean;
  /**
   * How much the examples of each class count in the training loss, by the class's index; multiplied with the data's
   * own weights. Scores and validation know only the latter, as in Keras. Default: 1 each.
   */
  readonly classWeight?: ClassWeight | undefined;
  /** Scored after every epoch. */
  readonly validation?: Dataset<Targets> | undefined;
  /** The training step to stop at, even in mid-epoch; another fit goes on from there. */
  readonly stopAtStep?: number | undefined;
  /** Ends training at the next step, with the signal's reason as an error. The state stays whole. */
  readonly signal?: AbortSignal | undefined;
  /** In addition to the trainer's. */
  readonly callbacks?: readonly Callback[];
}

/** What an epoch came to. */
export interface EpochReport<Validation extends Scores | undefined = Scores | undefined> {
  /** Counted from 0. */
  readonly epoch: number;
  /** Training steps taken so far. */
  readonly globalStep: number;
  /** The epoch's last batch, scored after its update, as the notebook does. */
  readonly batch: Scores;
  /** Means over the epoch's steps since it began or was resumed, each from before its update, as Keras reports them. */
  readonly training: Scores;
  /** The validation data's scores, where it was given. */
  readonly validation: Validation;
  readonly seconds: number;
}

/**
 * A training run. It goes as far as it is asked: iterate over its epochs, or take them all with {@link done}.
 */
export class Fit<Validation extends Scores | undefined = Scores | undefined>
  implements AsyncIterable<EpochReport<Validation>>
{
  readonly #epochs: AsyncGenerator<EpochReport<Validation>, void>;
  readonly #history: History;

  constructor(epochs: AsyncGenerator<EpochReport<Validation>, void>, history: History) {
    this.#epochs = epochs;
    this.#history = history;
  }

  [Symbol.asyncIterator](): AsyncIterator<EpochReport<Validation>> {
    return this.#epochs;
  }

  /** Trains to the end. */
  async done(): Promise<History> {
    for await (const _ of this.#epochs);
    return this.#history;
  }
}
