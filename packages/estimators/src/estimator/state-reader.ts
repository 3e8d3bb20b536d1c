import { type CheckpointFormat, safetensorsFormat, type TensorData } from '@feedforward/checkpoint';
import { tensorFlowFormat, withNewNames } from '@feedforward/checkpoint/tensorflow';
import { RandomState } from '@feedforward/random';
import {
  type NamedTensors,
  type Optimizer,
  type StateContent,
  stateContent,
  stateIn,
  type Trainer,
  type TrainState,
} from '@feedforward/training';
import { slotNamesOf, type VariableNames } from './variable-names.ts';
import { globalStepName, variablesOf } from './variables.ts';

/** What begins the names of tensors that TensorFlow has no variables for: it passes them over. */
const ownPrefix = 'feedforward/';

/** What states are of. */
export interface Training {
  readonly trainer: Trainer;
  readonly optimizer: Optimizer;
  readonly variableNames: VariableNames;
}

/** What there is in a checkpoint for a trainer. */
export interface Restored {
  readonly state: TrainState;
  /** Why only its parameters are of use: it is another optimizer's. The state's slots are then none. */
  readonly misfit?: RangeError | undefined;
}

/** The format that a checkpoint's name, or its file's path, tells. */
export const formatOf = (checkpoint: string): CheckpointFormat =>
  checkpoint.endsWith(safetensorsFormat.nameEnding) ? safetensorsFormat : tensorFlowFormat;

/**
 * A state as the content of TensorFlow's files: its variables; and what those lack, such as the random streams, in
 * tensors of our own.
 */
export function tensorFlowContent(
  state: TrainState,
  { variableNames, optimizer }: Omit<Training, 'trainer'>,
  metadata: Readonly<Record<string, string>>,
): StateContent {
  const rest = stateContent({ ...state, parameters: new Map(), slots: new Map() }, metadata);
  const tensors = variablesOf(state, variableNames, optimizer);
  for (const [name, tensor] of rest.tensors) tensors.set(ownPrefix + name, tensor);
  return { tensors, metadata: rest.metadata };
}

/**
 * The state in a checkpoint, be it ours or TensorFlow's, by old or new names of variables.
 * @param name The checkpoint's, by which its format is told.
 * @throws RangeError if it holds no state of such a network.
 */
export function readState(content: StateContent, name: string, training: Training): Restored {
  return formatOf(name) === safetensorsFormat
    ? fitting(stateIn(content, name), training)
    : stateInVariables(content, name, training);
}

/** Has the misfit of a state of another optimizer. */
function fitting(state: TrainState, { optimizer }: Training): Restored {
  if (state.optimizer === optimizer.name) return { state };
  return parametersOnly(
    state,
    optimizer,
    `Cannot go on from this state: it was trained with ${state.optimizer}, this optimizer is ${optimizer.name}. Use warmStartFrom to take its parameters only.`,
  );
}

const parametersOnly = (state: TrainState, { name }: Optimizer, misfit: string): Restored => ({
  state: { ...state, optimizer: name, slots: new Map() },
  misfit: new RangeError(misfit),
});

function stateInVariables({ tensors, metadata }: StateContent, name: string, training: Training): Restored {
  const { trainer, optimizer, variableNames } = training;
  const variables = withNewNames([...tensors].filter(([tensor]) => !tensor.startsWith(ownPrefix)));
  const parameters = new Map(
    trainer.model.parameters.map((parameter) => {
      const variable = variableNames.variable(parameter.name);
      return [parameter.name, floats(find(variables, variable, name), variable, name)] as const;
    }),
  );
  const globalStep = Number(find(variables, globalStepName, name).data[0]);
  const rest = metadata.state === undefined ? begun(training) : ownState({ tensors, metadata }, name);
  const state = { ...rest, parameters, globalStep };
  if (state.optimizer !== optimizer.name) return fitting(state, training);
  const slots = slotsIn(variables, name, training);
  return typeof slots === 'string' ? parametersOnly(state, optimizer, slots) : { state: { ...state, slots } };
}

/** What TensorFlow does not keep begins by the seed. */
function begun({ trainer, optimizer }: Training): TrainState {
  const shuffle = new RandomState(trainer.seed).getState();
  return {
    ...trainer.state(),
    slots: new Map(),
    optimizer: optimizer.name,
    cursor: { epoch: 0, position: 0, shuffle },
  };
}

function ownState({ tensors, metadata }: StateContent, name: string): TrainState {
  const own = [...tensors].filter(([tensor]) => tensor.startsWith(ownPrefix));
  const renamed = own.map(([tensor, value]) => [tensor.slice(ownPrefix.length), value] as const);
  return stateIn({ tensors: new Map(renamed), metadata }, name);
}

/** The slots of this network and optimizer; or what is wrong with those that there are. */
function slotsIn(
  variables: ReadonlyMap<string, TensorData>,
  checkpoint: string,
  { trainer, optimizer, variableNames }: Training,
): NamedTensors | string {
  const slots = new Map<string, TensorData<'float32'>>();
  const theirs = slotNamesOf(optimizer.name);
  for (const { name, trainable } of trainer.model.parameters) {
    if (!trainable) continue;
    const variable = variableNames.variable(name);
    // What stands between the two names differs between versions of TensorFlow: `t_0`, `part_0`, or nothing.
    const found = new Map(
      [...variables]
        .filter(([slot]) => slot.startsWith(`${variable}/`))
        .map(([slot, value]) => [slot.slice(slot.lastIndexOf('/') + 1), floats(value, slot, checkpoint)]),
    );
    const expected = theirs ?? Object.fromEntries(Array.from(found.keys(), (slot) => [slot, slot]));
    for (const [ours, slot] of Object.entries(expected)) {
      const value = found.get(slot);
      if (!value) return misfitOf(checkpoint, optimizer, variable, Object.values(expected), [...found.keys()]);
      slots.set(`${name}/${ours}`, value);
    }
    const known = new Set([...Object.values(expected), ...(optimizer.name === 'rmsprop' ? ['RMSProp_1'] : [])]);
    if ([...found.keys()].some((slot) => !known.has(slot))) {
      return misfitOf(checkpoint, optimizer, variable, Object.values(expected), [...found.keys()]);
    }
  }
  return slots;
}

function misfitOf(
  checkpoint: string,
  { name }: Optimizer,
  variable: string,
  expected: readonly string[],
  found: readonly string[],
): string {
  return `Cannot go on from "${checkpoint}" with ${name}: it must have slots ${listed(expected)} of "${variable}", it has ${listed(found)}. Use the optimizer that it was trained with, or warmStartFrom to take its parameters only.`;
}

const listed = (names: readonly string[]): string => names.join(', ') || 'none';

function find(variables: ReadonlyMap<string, TensorData>, name: string, checkpoint: string): TensorData {
  const found = variables.get(name);
  if (found && found.data.length > 0) return found;
  throw new RangeError(
    `Cannot go on from "${checkpoint}": it must have a variable "${name}", it has ${listed([...variables.keys()])}.`,
  );
}

function floats({ dtype, shape, data }: TensorData, name: string, checkpoint: string): TensorData<'float32'> {
  if (data instanceof Float32Array) return { dtype: 'float32', shape, data };
  if (data instanceof Float64Array) return { dtype: 'float32', shape, data: Float32Array.from(data) };
  throw new RangeError(`Cannot go on from "${checkpoint}": "${name}" must be of floats, it is of ${dtype}.`);
}
