import type { CheckpointStorage, TensorData } from '@feedforward/checkpoint';
import type { Trainer } from '@feedforward/training';
import { readVariables } from './read-variables.ts';
import type { VariableNames } from './variable-names.ts';

/** Which variables to begin with from a checkpoint: TensorFlow's `WarmStartSettings`. */
export interface WarmStartSettings {
  /**
   * A checkpoint's path, be it a file of this library or the prefix of TensorFlow's files; or another estimator's
   * `modelDir`, for the newest in it.
   */
  readonly ckptToInitializeFrom: string | CheckpointStorage;
  /** The variables whose names begin with a match of a text, or have one of a RegExp; or their names. Default: all. */
  readonly varsToWarmStart?: string | RegExp | readonly string[] | undefined;
  /** The names that variables have in the checkpoint, where they are others. */
  readonly varNameToPrevVarName?: Readonly<Record<string, string>> | undefined;
}

/**
 * Sets some of a trainer's parameters to those of a checkpoint.
 * @throws RangeError, before any is changed, if there is no such variable here or there, or it has another shape.
 */
export async function warmStart(trainer: Trainer, settings: WarmStartSettings, names: VariableNames): Promise<void> {
  const parameters = new Map<string, TensorData>(trainer.parameters());
  const chosen = chooseVariables(settings, [...parameters.keys()], names);
  const read = await readVariables(settings.ckptToInitializeFrom);
  // Checkpoints of this library have the parameters' own names.
  const source = new Map(
    [...read].flatMap(([name, tensor]) => [
      [names.variable(name), tensor],
      [name, tensor],
    ]),
  );
  for (const [parameter, variable] of chosen) {
    const tensor = source.get(variable);
    if (!tensor) {
      throw new RangeError(
        `Cannot warm-start ${parameter}: there is no "${variable}" in the checkpoint, there are ${[...read.keys()].join(', ')}.`,
      );
    }
    parameters.set(parameter, tensor);
  }
  trainer.setParameters(parameters);
}

/** The parameters to begin with from the checkpoint, each with the name that its variable has there. */
function chooseVariables(
  { varsToWarmStart = '.*', varNameToPrevVarName = {} }: WarmStartSettings,
  parameters: readonly string[],
  names: VariableNames,
): [parameter: string, variable: string][] {
  const here = new Map(parameters.map((parameter) => [names.variable(parameter), parameter]));
  const isChosen = chooser(varsToWarmStart);
  const chosen = [...here].filter(([variable]) => isChosen(variable));
  const named = typeof varsToWarmStart === 'object' && !(varsToWarmStart instanceof RegExp) ? varsToWarmStart : [];
  const unknown = [...named, ...Object.keys(varNameToPrevVarName)].find((name) => !here.has(name));
  if (unknown !== undefined || chosen.length === 0) {
    throw new RangeError(
      `Cannot warm-start ${unknown ?? `what matches ${String(varsToWarmStart)}`}: the variables here are ${[...here.keys()].join(', ')}.`,
    );
  }
  return chosen.map(([variable, parameter]) => [parameter, varNameToPrevVarName[variable] ?? variable]);
}

function chooser(chosen: string | RegExp | readonly string[]): (variable: string) => boolean {
  if (typeof chosen === 'string') return chooser(new RegExp(`^(?:${chosen})`));
  return chosen instanceof RegExp
    ? (variable) => variable.search(chosen) >= 0
    : (variable) => chosen.includes(variable);
}
