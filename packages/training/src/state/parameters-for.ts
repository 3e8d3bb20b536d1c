import type { TensorData } from '@feedforward/checkpoint';
import { type Model, type NamePattern, namesMatching } from '@feedforward/layers';
import { sizeOf } from '../size-of.ts';
import type { NamedTensors } from './train-state.ts';

/** Which of a network's parameters to take, as TensorFlow's `WarmStartSettings` say it. */
export interface ParameterSelection {
  /** The parameters to take, by their names in this network; the others stay as they are. Default: all. */
  readonly only?: NamePattern | undefined;
  /**
   * What they are called where they come from: for a parameter or a layer of this network, its name there
   * (`{ hidden1: 'dnn/hiddenlayer_0' }`); or a function of the parameter's name. Default: the same.
   */
  readonly previousNames?: Readonly<Record<string, string>> | ((name: string) => string) | undefined;
}

/**
 * A model's parameters out of named tensors, in float32 and in the model's order; other names are passed over.
 * @throws RangeError that names the parameter if one is missing, has another shape or size, or is not of floats; or if
 *   a name in the selection is that of none.
 */
export function parametersFor(
  model: Model,
  tensors: ReadonlyMap<string, TensorData>,
  { only = /(?:)/, previousNames = {} }: ParameterSelection = {},
): NamedTensors {
  const names = model.parameters.map(({ name }) => name);
  const chosen = new Set(names.length > 0 ? namesMatching(only, names) : []);
  const previousName = typeof previousNames === 'function' ? previousNames : renaming(previousNames, names);
  return new Map(
    model.parameters
      .filter(({ name }) => chosen.has(name))
      .map(({ name, shape }) => [name, parameterFor(name, shape, previousName(name), tensors)]),
  );
}

/** @throws RangeError for a key that is neither a parameter's name nor a layer's. */
function renaming(previous: Readonly<Record<string, string>>, names: readonly string[]): (name: string) => string {
  const table = new Map(Object.entries(previous));
  namesMatching([...table.keys()], names);
  return (name) => {
    const [layer = '', ...own] = name.split('/');
    const previousLayer = table.get(layer);
    return table.get(name) ?? (previousLayer === undefined ? name : [previousLayer, ...own].join('/'));
  };
}

function parameterFor(
  name: string,
  shape: readonly number[],
  previousName: string,
  tensors: ReadonlyMap<string, TensorData>,
): TensorData<'float32'> {
  const what = previousName === name ? `parameter "${name}"` : `parameter "${name}" from "${previousName}"`;
  const found = tensors.get(previousName);
  if (!found) throw new RangeError(`Cannot set ${what}: it is missing. Found are ${listed([...tensors.keys()])}.`);
  if (found.shape.join() !== shape.join()) {
    throw new RangeError(
      `Cannot set ${what}: it takes shape [${shape.join(', ')}], found [${found.shape.join(', ')}].`,
    );
  }
  if (!(found.data instanceof Float32Array || found.data instanceof Float64Array)) {
    throw new RangeError(`Cannot set ${what}: it takes float32 or float64 numbers, found ${found.dtype}.`);
  }
  if (found.data.length !== sizeOf(shape)) {
    throw new RangeError(`Cannot set ${what}: its shape takes ${sizeOf(shape)} numbers, found ${found.data.length}.`);
  }
  return { dtype: 'float32', shape, data: Float32Array.from(found.data) };
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  return names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');
}
