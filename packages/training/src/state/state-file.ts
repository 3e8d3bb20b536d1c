import { decodeSafetensors, encodeSafetensors, type TensorData } from '@feedforward/checkpoint';
import type { RandomStateValue } from '@feedforward/random';
import type { CallbackState } from '../callbacks/stateful-callback.ts';
import type { TrainState } from './train-state.ts';

// Parameters go by their own names, of two parts (`hidden1/kernel`); the rest has three or more, so they never meet.
const slotPrefix = 'optimizer/slots/';
const callbackPrefix = (callback: string): string => `callbacks/${callback}/`;
const streamKey = (stream: string): string => `random/${stream}/key`;

/** A saved {@link TrainState}, and the texts that were written beside it. */
export interface SavedState {
  readonly state: TrainState;
  /** Such as `model`, the network's config as JSON. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** What of a state is not tensors: JSON in the file's metadata. */
interface Counters {
  readonly optimizer: string;
  readonly globalStep: number;
  readonly learningRate?: number | undefined;
  readonly epoch: number;
  readonly position: number;
  readonly shuffle: StreamPlace;
  readonly layers: StreamPlace;
  readonly callbacks?: Readonly<Record<string, CallbackState['values']>> | undefined;
}

type StreamPlace = Omit<RandomStateValue, 'key'>;

/** What a file of a state holds. */
export interface StateContent {
  readonly tensors: ReadonlyMap<string, TensorData>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A state as named tensors and texts: what does not fit a tensor is JSON in the text `state`. */
export function stateContent(state: TrainState, metadata: Readonly<Record<string, string>> = {}): StateContent {
  const { cursor, random, callbacks } = state;
  const tensors = new Map<string, TensorData>(state.parameters);
  for (const [name, value] of state.slots) tensors.set(slotPrefix + name, value);
  for (const [stream, { key }] of Object.entries({ shuffle: cursor.shuffle, layers: random })) {
    tensors.set(streamKey(stream), { dtype: 'uint32', shape: [key.length], data: key });
  }
  for (const [callback, { tensors: remembered }] of callbacks ?? []) {
    for (const [name, value] of remembered ?? []) tensors.set(callbackPrefix(callback) + name, value);
  }
  const values = Array.from(callbacks ?? [], ([callback, remembered]) => [callback, remembered.values] as const);
  const counters: Counters = {
    optimizer: state.optimizer,
    globalStep: state.globalStep,
    learningRate: state.learningRate,
    epoch: cursor.epoch,
    position: cursor.position,
    shuffle: { position: cursor.shuffle.position, gauss: cursor.shuffle.gauss },
    layers: { position: random.position, gauss: random.gauss },
    callbacks: values.length > 0 ? Object.fromEntries(values) : undefined,
  };
  return { tensors, metadata: { ...metadata, state: JSON.stringify(counters) } };
}

/**
 * The state in what {@link stateContent} gives.
 * @param name What to call the file in errors.
 * @throws RangeError if it holds no state.
 */
export function stateIn({ tensors: found, metadata }: StateContent, name: string): TrainState {
  const tensors = new Map(found);
  const counters = parseCounters(metadata.state, name);
  const stream = (which: 'shuffle' | 'layers'): RandomStateValue => {
    const key = tensors.get(streamKey(which))?.data;
    if (!(key instanceof Uint32Array && key.length === 624)) throw notAState(name, `the random state "${which}"`);
    tensors.delete(streamKey(which));
    return { key, ...counters[which] };
  };
  const cursor = { epoch: counters.epoch, position: counters.position, shuffle: stream('shuffle') };
  const random = stream('layers');
  const callbacks = Object.entries(counters.callbacks ?? {}).map(([callback, values]) => {
    const prefix = callbackPrefix(callback);
    return { callback, values, prefix, tensors: new Map<string, TensorData<'float32'>>() };
  });
  const parameters = new Map<string, TensorData<'float32'>>();
  const slots = new Map<string, TensorData<'float32'>>();
  const places = [{ prefix: slotPrefix, tensors: slots }, ...callbacks, { prefix: '', tensors: parameters }];
  for (const [tensorName, { dtype, shape, data }] of tensors) {
    if (!(data instanceof Float32Array)) throw notAState(name, `float32 numbers in "${tensorName}", but ${dtype}`);
    const place = places.find(({ prefix }) => tensorName.startsWith(prefix))!;
    place.tensors.set(tensorName.slice(place.prefix.length), { dtype: 'float32', shape, data });
  }
  const remembered = callbacks.map(({ callback, values, tensors }) => {
    return [callback, tensors.size > 0 ? { values, tensors } : { values }] as const;
  });
  const { optimizer, globalStep, learningRate } = counters;
  return {
    ...{ parameters, slots, optimizer, globalStep, learningRate, cursor, random },
    ...(remembered.length > 0 && { callbacks: new Map(remembered) }),
  };
}

/**
 * A state as the bytes of a safetensors file, with a checksum of every tensor.
 *
 * @example
 * ```ts
 * import { dense, sequential } from '@feedforward/layers';
 * import { meanSquaredError } from '@feedforward/metrics/losses';
 * import { decodeState, encodeState, gradientDescent, Trainer } from '@feedforward/training';
 *
 * const recipe = { loss: meanSquaredError(), optimizer: gradientDescent(), seed: 1 };
 * const trainer = new Trainer(sequential([dense(1)], { inputShape: [2] }), recipe);
 * const { state } = decodeState(encodeState(trainer.state()));
 * console.log([...state.parameters.keys()].join(' ')); // dense/bias dense/kernel
 * ```
 */
export function encodeState(state: TrainState, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const content = stateContent(state, metadata);
  return encodeSafetensors(content.tensors, content.metadata, { checksums: true });
}

/**
 * The state in a file that {@link encodeState} made.
 * @param name What to call the file in errors.
 * @throws SafetensorsError if it is damaged, RangeError if it holds no state.
 */
export function decodeState(bytes: Uint8Array, name = 'the file'): SavedState {
  const content = decodeSafetensors(bytes, { name });
  return { state: stateIn(content, name), metadata: content.metadata };
}

function parseCounters(text: string | undefined, name: string): Counters {
  if (text === undefined) throw notAState(name, 'a text "state" in the metadata');
  const found = parseJson(text);
  if (!isCounters(found)) throw notAState(name, 'whole counters in the metadata');
  return found;
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isCounters(value: unknown): value is Counters {
  if (!isRecord(value)) return false;
  const { optimizer, globalStep, learningRate, epoch, position, shuffle, layers, callbacks } = value;
  return (
    typeof optimizer === 'string' &&
    [globalStep, epoch, position].every(isCount) &&
    [shuffle, layers].every(isPlace) &&
    (learningRate === undefined || (typeof learningRate === 'number' && learningRate >= 0)) &&
    (callbacks === undefined || (isRecord(callbacks) && Object.values(callbacks).every(isRemembered)))
  );
}

function isRemembered(value: unknown): value is CallbackState['values'] {
  const plain = new Set(['number', 'string', 'boolean']);
  return isRecord(value) && Object.values(value).every((one) => one === null || plain.has(typeof one));
}

function isPlace(value: unknown): value is StreamPlace {
  if (!isRecord(value)) return false;
  return isCount(value.position) && (value.gauss === null || typeof value.gauss === 'number');
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

function notAState(name: string, missing: string): RangeError {
  return new RangeError(
    `Cannot go on from ${name}: it does not hold ${missing}, as a file that a Trainer saved does. To take parameters from other files, use setParameters.`,
  );
}
