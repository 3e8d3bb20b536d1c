import type { TensorData } from '@feedforward/checkpoint';
import { withNewNames } from '@feedforward/checkpoint/tensorflow';
import { RandomState } from '@feedforward/random';
import { type StateContent, stateContent, stateIn, type TrainState } from '@feedforward/training';
import { fitting, parametersOnly, type Restored, type Training } from './restored.ts';
import { slotsIn } from './tensorflow-slots.ts';
import { floats, globalStepName, variablesOf } from './variables.ts';

/** What begins the names of tensors that TensorFlow has no variables for: it passes them over. */
const ownPrefix = 'feedforward/';

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

/** The state in TensorFlow's variables, by their old names or the new. */
export function stateInVariables({ tensors, metadata }: StateContent, name: string, training: Training): Restored {
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

function find(variables: ReadonlyMap<string, TensorData>, name: string, checkpoint: string): TensorData {
  const found = variables.get(name);
  if (found && found.data.length > 0) return found;
  throw new RangeError(
    `Cannot go on from "${checkpoint}": it must have a variable "${name}", it has ${[...variables.keys()].join(', ')}.`,
  );
}
