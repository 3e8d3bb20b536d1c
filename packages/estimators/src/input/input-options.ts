import { checkWhole } from '../estimator/run-config.ts';

/** How an input goes through its examples. */
export interface InputOptions {
  /** How many examples a batch has; the last may have fewer. Default 128. */
  readonly batchSize?: number;
  /** How often to go through the examples; `null` for without end. Default 1. */
  readonly numEpochs?: number | null;
  /** Whether to take the examples in random order. */
  readonly shuffle: boolean;
  /**
   * How many examples wait in the queue that a shuffled input draws from, as TensorFlow's does: with fewer than there
   * are, an example stays near its place, and epochs run into one another. Default: every epoch is a permutation of all
   * examples; for a stream, whose length nobody knows, 1000.
   */
  readonly queueCapacity?: number | undefined;
}

/**
 * @throws RangeError for an option that is out of range; TypeError unless it is said whether to shuffle, which
 *   TensorFlow asks for, too: an input that is not shuffled by mistake trains badly and says nothing.
 */
export function checkInputOptions({ batchSize, numEpochs, shuffle, queueCapacity }: InputOptions): void {
  checkWhole('make an input', { batchSize, numEpochs: numEpochs ?? undefined, queueCapacity }, 1);
  if (typeof shuffle === 'boolean') return;
  throw new TypeError(`Cannot make an input: shuffle must be true or false, it is ${shuffle}.`);
}
