import type { Dataset, Targets } from '@feedforward/datasets';
import type { Cursor } from '../state/train-state.ts';
import { checkClassWeight } from './class-weight.ts';
import type { FitOptions } from './fit.ts';

/** Refuses options that a run cannot be made with, what is no data set, and one without examples. */
export function checkOptions({ epochs, batchSize, stopAtStep, classWeight }: FitOptions, data: Dataset<Targets>): void {
  if (typeof data?.take !== 'function') {
    throw new TypeError('Cannot train: it takes a data set. Make one by new Dataset({ features, labels }).');
  }
  checkWhole('epochs', epochs, 0);
  checkWhole('batchSize', batchSize, 1);
  checkWhole('stopAtStep', stopAtStep, 0);
  if (classWeight) checkClassWeight(classWeight);
  if (data.length === 0) throw new RangeError('Cannot train: the data set has no examples.');
}

/** Refuses a data set that the epoch to be continued cannot have begun on. */
export function checkPlace({ epoch, position }: Cursor, examples: number): void {
  if (position >= examples) {
    throw new RangeError(
      `Cannot go on in the middle of epoch ${epoch}: ${position} of its examples are done, this data set has ${examples}. Go on with the data set it began on.`,
    );
  }
}

function checkWhole(option: string, value: number | undefined, least: number): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= least)) {
    throw new RangeError(`Cannot train: ${option} must be a whole number, ${least} or more; it is ${value}.`);
  }
}
