import type { TrainOptions } from '../commands/train.ts';
import { type DataSource, titleOf } from '../data/data-source.ts';
import type { SavedModel } from '../model/saved-model.ts';

const fixed = ['hidden', 'activation', 'dropout', 'optimizer', 'seed', 'validation'] as const;

/**
 * Refuses to go on with a saved model in another way than it was begun; the learning rate and the batch size may
 * change.
 * @throws Error that names what differs.
 */
export function requireSameTraining({ file, experiment }: SavedModel, data: DataSource, options: TrainOptions): void {
  const differing = fixed
    .filter((key) => options[key] !== undefined && String(options[key]) !== String(experiment[key]))
    .map((key) => `--${key} ${experiment[key]}, not ${options[key]}`);
  if (!isSameData(data, experiment.data)) differing.unshift(`${titleOf(experiment.data)}, not ${titleOf(data)}`);
  if (data.label !== undefined && data.label !== experiment.data.label) {
    differing.push(`--label ${experiment.data.label ?? '(the last column)'}, not ${data.label}`);
  }
  if (differing.length === 0) return;
  throw new Error(
    `Cannot go on with the model in "${file}": it was trained with ${differing.join('; ')}. Choose another --model-dir, or add --fresh to start anew and overwrite it.`,
  );
}

/** Whether it is the same set, wherever its files are read from. */
export function isSameData(a: DataSource, b: DataSource): boolean {
  const isFile = a.kind === 'idx' || a.kind === 'csv';
  return a.kind === b.kind && (!isFile || a.path === b.path);
}
