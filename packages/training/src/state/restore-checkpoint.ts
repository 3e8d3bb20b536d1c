import type { Checkpoint, CheckpointStore, WhichCheckpoint } from '@feedforward/checkpoint';
import type { Trainer } from '../trainer.ts';
import { stateIn } from './state-file.ts';

/**
 * Sets a trainer to a checkpoint of the store, by default the latest. One that is damaged is passed over for the one
 * before, and the store says so; one that is whole, but not this trainer's, is an error.
 *
 * @returns The checkpoint, or undefined if the store has none: then the trainer stays as it is.
 * @throws RangeError, before anything is changed, if it is another network's or optimizer's; Error if all are damaged.
 */
export async function restoreCheckpoint(
  trainer: Trainer,
  store: CheckpointStore,
  which: WhichCheckpoint = 'latest',
): Promise<Checkpoint | undefined> {
  const checkpoint = await store.restore(which);
  if (checkpoint) trainer.setState(stateIn(checkpoint, checkpoint.name));
  return checkpoint;
}
