import type { Trainer } from '@feedforward/training';
import type { Experiment } from './experiment.ts';
import { makeTrainer } from './make-trainer.ts';
import { openModel } from './saved-model.ts';

/** A saved model, ready to be used. */
export interface TrainedModel {
  readonly file: string;
  readonly trainer: Trainer;
  readonly experiment: Experiment;
}

/** @throws Error if there is none, or it cannot be used. */
export async function loadTrainedModel(path: string, program: string): Promise<TrainedModel> {
  const { file, network, state, experiment } = await openModel(path, program);
  const trainer = makeTrainer(network, experiment);
  trainer.setState(state);
  return { file, trainer, experiment };
}
