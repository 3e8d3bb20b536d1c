import { lossRuleNamed, type NetworkLoss } from './network-loss.ts';

/** Of what a loss would be another one here, by the options' names, with the values that change nothing. */
const neutral: Readonly<Record<string, readonly unknown[]>> = {
  label_smoothing: [0],
  axis: [-1],
  ignore_class: [null],
  dtype: [null, 'float32'],
};

/**
 * The loss that a model's file tells of. `fromLogits` is set only where the network does not say by itself what the file
 * says: Keras goes behind a sigmoid or softmax to the logits, whatever it was told, and so do trainers here.
 *
 * @param given The loss as Keras and TF.js write it: a name, or a class with options; alone or as one of one.
 * @param activation That of the network's outputs.
 * @returns Undefined for what is not known here, or has options that are not.
 */
export function readLoss(given: unknown, activation: string | undefined): NetworkLoss | undefined {
  const { name, options } = named(onlyOf(given));
  const rule = name === undefined ? undefined : lossRuleNamed(name);
  if (!rule) return undefined;
  const { reduction = 'auto', from_logits: fromLogits = false, delta } = options;
  if (!['auto', 'sum_over_batch_size', 'mean', 'sum'].includes(String(reduction))) return undefined;
  for (const [option, values] of Object.entries(neutral)) {
    if (options[option] !== undefined && !values.includes(options[option])) return undefined;
  }
  const loss: NetworkLoss = { type: rule.type, reduction: reduction === 'sum' ? 'sum' : 'mean' };
  if (rule.type === 'huber') return typeof delta === 'number' ? { ...loss, delta } : { ...loss, delta: 1 };
  const isTold = !rule.activation || activation === 'sigmoid' || activation === 'softmax' || fromLogits === true;
  return isTold ? loss : { ...loss, fromLogits: false };
}

interface Named {
  readonly name?: string | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

function named(given: unknown): Named {
  if (typeof given === 'string') return { name: given, options: {} };
  const { class_name: className, config } = membersOf(given);
  if (className === 'function') return typeof config === 'string' ? { name: config, options: {} } : { options: {} };
  return typeof className === 'string' ? { name: className, options: membersOf(config) } : { options: {} };
}

/** The only one of a list, or of an object that has them by their outputs' names; else what was given. */
function onlyOf(given: unknown): unknown {
  const isObject = typeof given === 'object' && given !== null;
  if (!isObject || Object.hasOwn(given, 'class_name')) return given;
  const values = Object.values(given);
  return values.length === 1 ? values[0] : given;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}
