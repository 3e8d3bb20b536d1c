import { JsonValue } from '../json-value.ts';
import type { Refuse } from '../refuse.ts';
import type { TensorData } from '../tensor-data.ts';
import type { NamedParameter } from '../topology/layer-parameters.ts';
import type { NetworkLoss } from '../topology/network-loss.ts';
import { parameterValues } from '../topology/parameter-values.ts';
import type { TfjsWeightSpec } from './artifacts.ts';
import { type OptimizerRule, optimizerRules } from './optimizer-rules.ts';

/**
 * How a network was trained, as far as TF.js keeps it, too.
 *
 * @example
 * ```ts no-run
 * const { globalStep, slots } = trainer.state();
 * const training = { loss: 'sparseCategoricalCrossentropy', optimizer: adam().config!, globalStep, slots };
 * await writeTfjsModel('./my-model', network, { training });
 * ```
 */
export interface TfjsTraining {
  /** The loss, as TF.js calls it, such as `meanSquaredError`; or what its `config` is here. */
  readonly loss: string | NetworkLoss;
  /**
   * What `optimizer.config` of `@feedforward/training` is: of gradientDescent, momentum, nesterov, adagrad, rmsprop or
   * adam. TF.js has no schedules: `learningRate` must be a number.
   */
  readonly optimizer: { readonly type: string; readonly [option: string]: unknown };
  /** Training steps taken. */
  readonly globalStep: number;
  /** What the optimizer keeps, such as `hidden1/kernel/m`; none before the first step. */
  readonly slots: ReadonlyMap<string, TensorData>;
}

/** What a model's artifacts have of its training. */
export interface WrittenTraining {
  readonly trainingConfig: object;
  readonly weightSpecs: readonly TfjsWeightSpec[];
  readonly values: readonly (Float32Array | Int32Array)[];
}

/** The weights of an optimizer in TF.js's order: its steps, then each kind of slot, for all parameters that are trained. */
export function writeTraining(
  { loss, optimizer, globalStep, slots }: TfjsTraining & { readonly loss: string },
  parameters: readonly NamedParameter[],
  refuse: Refuse,
): WrittenTraining {
  const config = new JsonValue(optimizer, 'training.optimizer', refuse);
  const type = config.get('type').string();
  const rule = optimizerRules.find((other) => other.type === type);
  if (!rule) {
    throw config.get('type').unexpected(`one of ${optimizerRules.map((other) => other.type).join(', ')}`);
  }
  const options = Object.entries({ learningRate: 'learningRate', ...rule.options }).map(
    ([ours, theirs]): [string, number] => [theirs, config.get(ours).number()],
  );
  const steps = new JsonValue(globalStep, 'training.globalStep', refuse).natural();
  if (steps > 2 ** 31 - 1) throw refuse(`TF.js counts to ${2 ** 31 - 1} steps, these are ${steps}`);
  const weightSpecs: TfjsWeightSpec[] = [{ name: 'iter', shape: [], dtype: 'int32', group: 'optimizer' }];
  const values: (Float32Array | Int32Array)[] = [Int32Array.of(steps)];
  for (const [slot, theirs] of slots.size > 0 ? rule.slots : []) {
    const trained = parameters.filter(({ isTrained }) => isTrained);
    if (slot !== undefined) {
      const named = trained.map((parameter) => ({ ...parameter, name: `${parameter.name}/${slot}` }));
      for (const value of parameterValues(named, slots, refuse)) values.push(value);
    }
    for (const parameter of trained) {
      const { shape, storedName } = parameter;
      weightSpecs.push({ name: `${storedName}/${theirs}`, shape: [...shape], dtype: 'float32', group: 'optimizer' });
      if (slot === undefined) values.push(new Float32Array(shape.reduce((a, b) => a * b, 1)));
    }
  }
  const trainingConfig = {
    loss,
    metrics: [],
    optimizer_config: { class_name: rule.className, config: { ...Object.fromEntries(options), ...rule.fixed } },
  };
  return { trainingConfig, weightSpecs, values };
}

/** Undefined for what is not known here, and for weights that do not fit; both can be had as TF.js has them. */
export function readTraining(
  given: unknown,
  weights: ReadonlyMap<string, TensorData>,
  parameters: readonly NamedParameter[],
): (TfjsTraining & { readonly loss: string }) | undefined {
  const { loss, optimizer_config: optimizer } = membersOf(given);
  const { class_name: className, config: raw } = membersOf(optimizer);
  const options = membersOf(raw);
  const rule = optimizerRules.find((other) => other.className === className && hasFixed(other, options));
  const [steps, ...others] = weights;
  const count = steps?.[0].endsWith('iter') && steps[1].data.length === 1 ? Number(steps[1].data[0]) : -1;
  const trained = parameters.filter(({ isTrained }) => isTrained);
  if (!rule || typeof loss !== 'string' || count < 0) return undefined;
  if (others.length !== 0 && others.length !== trained.length * rule.slots.length) return undefined;
  const slots = new Map<string, TensorData>();
  for (const [i, [, tensor]] of others.entries()) {
    const parameter = trained[i % trained.length];
    const [slot] = rule.slots[Math.floor(i / trained.length)] ?? [];
    if (!parameter || String(parameter.shape) !== String(tensor.shape) || tensor.dtype !== 'float32') return undefined;
    if (slot !== undefined) slots.set(`${parameter.name}/${slot}`, tensor);
  }
  const known = Object.entries({ learningRate: 'learningRate', ...rule.options }).flatMap(([ours, theirs]) => {
    const value = options[theirs] ?? options[theirs.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
    return typeof value === 'number' ? [[ours, value]] : [];
  });
  return { loss, optimizer: { type: rule.type, ...Object.fromEntries(known) }, globalStep: count, slots };
}

function hasFixed({ fixed }: OptimizerRule, options: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(fixed).every(([name, value]) => (options[name] ?? value) === value);
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
