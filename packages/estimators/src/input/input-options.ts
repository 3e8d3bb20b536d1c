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

/** @throws RangeError for an option that is out of range. */
export function checkInputOptions({ batchSize = 128, numEpochs = 1, queueCapacity = 1000 }: InputOptions): void {
  checkWhole('batchSize', batchSize);
  if (numEpochs !== null) checkWhole('numEpochs', numEpochs);
  checkWhole('queueCapacity', queueCapacity);
}

function checkWhole(option: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 1)) {
    throw new RangeError(`Cannot make an input: ${option} must be a whole number, 1 or more; it is ${value}.`);
  }
}
