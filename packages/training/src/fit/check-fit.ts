import type { Cursor } from '../state/train-state.ts';
import type { FitOptions } from './fit.ts';

/** Refuses options that a run cannot be made with, or data that the run to be continued was not on. */
export function checkFit({ epochs, batchSize, stopAtStep }: FitOptions, cursor: Cursor, examples: number): void {
  checkWhole('epochs', epochs, 0);
  checkWhole('batchSize', batchSize, 1);
  checkWhole('stopAtStep', stopAtStep, 0);
  if (examples === 0) throw new RangeError('Cannot train: the data set has no examples.');
  if (cursor.position >= examples) {
    throw new RangeError(
      `Cannot go on in the middle of epoch ${cursor.epoch}: ${cursor.position} of its examples are done, this data set has ${examples}. Go on with the data set it began on.`,
    );
  }
}

function checkWhole(option: string, value: number | undefined, least: number): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= least)) {
    throw new RangeError(`Cannot train: ${option} must be a whole number, ${least} or more; it is ${value}.`);
  }
}
