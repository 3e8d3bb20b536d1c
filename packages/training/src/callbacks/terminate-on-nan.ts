import type { NonFiniteLossError } from '../non-finite-loss-error.ts';
import type { Callback, NonFiniteLossEvent } from './callback.ts';

/**
 * Ends training at a loss that is NaN or infinite, in place of the error that `fit` would throw: Keras's
 * `TerminateOnNaN`. Here the step with that loss was not taken, so that the trainer keeps the last good parameters,
 * where Keras's model may be left with NaN.
 */
export class TerminateOnNaN implements Callback {
  #error: NonFiniteLossError | undefined;

  /** The loss that the last run ended at, and its step; undefined if it did not. */
  get error(): NonFiniteLossError | undefined {
    return this.#error;
  }

  onTrainBegin(): void {
    this.#error = undefined;
  }

  onNonFiniteLoss({ error, stop }: NonFiniteLossEvent): void {
    this.#error = error;
    stop();
  }
}
