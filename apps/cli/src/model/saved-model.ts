import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSafetensors, readFile } from '@feedforward/checkpoint';
import { type Model, modelFromConfig } from '@feedforward/layers';
import { decodeState, type TrainState } from '@feedforward/training';
import { quoteArgument } from '../options/quote-argument.ts';
import { decodeExperiment, type Experiment } from './experiment.ts';

/** A model that was saved, with what is known of it. */
export interface SavedModel {
  readonly file: string;
  readonly network: Model;
  readonly state: TrainState;
  readonly experiment: Experiment;
}

/** The name under which the metadata holds the experiment. */
export const experimentKey = 'feedforward';

/** The file in which a folder keeps its model; a file is itself. */
export function modelFile(path: string): string {
  return existsSync(path) && statSync(path).isFile() ? path : join(path, 'model.safetensors');
}

/** Reads a model from its folder or file. @throws Error if there is none, RangeError if it was not saved here. */
export async function openModel(path: string, program: string): Promise<SavedModel> {
  const file = modelFile(path);
  if (!existsSync(file)) {
    throw new Error(
      `Cannot find a model in "${path}": there is no file "${file}". Train one: ${program} train mnist --model-dir ${quoteArgument(path)}`,
    );
  }
  const bytes = await readFile(file);
  const { model, [experimentKey]: experiment } = decodeSafetensors(bytes, { name: file }).metadata;
  if (model === undefined || experiment === undefined) {
    throw new RangeError(`Cannot use "${file}": it was not saved by "${program} train".`);
  }
  return {
    file,
    network: decodeNetwork(model, file),
    state: decodeState(bytes, `"${file}"`).state,
    experiment: decodeExperiment(experiment, file),
  };
}

function decodeNetwork(config: string, file: string): Model {
  try {
    return modelFromConfig(JSON.parse(config));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RangeError(`Cannot use "${file}": what it says of its network is not whole. ${reason}`, { cause });
  }
}
