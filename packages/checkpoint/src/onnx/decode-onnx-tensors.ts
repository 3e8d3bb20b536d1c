import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { defaultMaxBytes } from '../default-max-bytes.ts';
import { MemoryBudget } from '../memory-budget.ts';
import { printable } from '../printable.ts';
import { attempt, type Refuse } from '../refuse.ts';
import { copyAs } from '../safetensors/dtypes.ts';
import { checkShape, greatestRank } from '../shape.ts';
import type { TensorData } from '../tensor-data.ts';
import { floatType } from './encode-tensor.ts';

/** How an ONNX model's tensors are read. */
export interface OnnxReadOptions {
  /** What errors call the file. */
  readonly name?: string | undefined;
  /** Called for every tensor that is passed over, for its numbers are not float32, or lie in another file. */
  readonly onSkip?: ((name: string, reason: string) => void) | undefined;
  /** The most memory in bytes to take beside the file's own bytes. Default: 3 times those and 8 MiB. */
  readonly maxBytes?: number | undefined;
}

/**
 * The constants of an ONNX model, its weights among them, by name: what there is in the file, not what it computes.
 * Declared sizes are checked before memory is taken.
 *
 * @throws Error for bytes that are no ONNX model, or a tensor whose numbers do not fit its shape.
 * @example
 * ```ts
 * import { decodeOnnxTensors, encodeOnnx } from '@feedforward/checkpoint/onnx';
 *
 * const kernel = { dtype: 'float32', shape: [2, 1], data: Float32Array.of(2, 3) } as const;
 * const config = {
 *   type: 'sequential',
 *   inputShape: [2],
 *   layers: [{ type: 'dense', name: 'outputs', units: 1, useBias: false }],
 * };
 * const tensors = decodeOnnxTensors(encodeOnnx({ config, tensors: [['outputs/kernel', kernel]] }));
 * console.log(tensors.get('outputs/kernel')?.data); // Float32Array(2) [ 2, 3 ]
 * ```
 */
export function decodeOnnxTensors(
  bytes: Uint8Array,
  { name, onSkip, maxBytes = defaultMaxBytes(bytes) }: OnnxReadOptions = {},
): Map<string, TensorData> {
  const refuse: Refuse = (found) =>
    new Error(`Cannot read ONNX model${name === undefined ? '' : ` "${printable(name)}"`}: ${found}.`);
  const budget = new MemoryBudget(maxBytes, refuse);
  const tensors = new Map<string, TensorData>();
  for (const graph of fieldsOf(bytes, 7, 'its model', refuse)) {
    for (const part of fieldsOf(graph, 5, 'its graph', refuse)) {
      const stored = attempt('a tensor', refuse, () => readTensor(part));
      budget.takeTensor(part.length);
      if (stored.type === floatType && !stored.isElsewhere) tensors.set(stored.name, tensorOf(stored, refuse));
      else onSkip?.(stored.name, stored.isElsewhere ? 'its numbers lie in another file' : `type ${stored.type}`);
    }
  }
  return tensors;
}

/** TensorProto, as far as it is read. */
interface StoredTensor {
  readonly name: string;
  readonly type: number;
  readonly dims: readonly number[];
  readonly raw: Uint8Array | undefined;
  readonly floats: Float32Array;
  readonly isElsewhere: boolean;
}

/** The bytes of every field of this number that has some. */
function* fieldsOf(bytes: Uint8Array, wanted: number, what: string, refuse: Refuse): Generator<Uint8Array, void> {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const found = attempt(what, refuse, () => {
      const [field, type] = reader.tag();
      if (field === wanted && type === WireType.LengthDelimited) return reader.bytes();
      reader.skip(type, field);
      return undefined;
    });
    if (found) yield found;
  }
}

function readTensor(bytes: Uint8Array): StoredTensor {
  const reader = new BinaryReader(bytes);
  const dims: number[] = [];
  let floats: Float32Array | undefined;
  let count = 0;
  let [name, kind, isElsewhere] = ['', 0, false];
  let raw: Uint8Array | undefined;
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === 1)
      each(reader, type, () => {
        if (dims.push(Number(reader.int64())) > greatestRank + 1) throw new RangeError('it has too many dimensions');
      });
    else if (field === 2) kind = reader.int32();
    else if (field === 4)
      each(reader, type, () => {
        floats ??= new Float32Array(bytes.length >> 2); // as many as there can be
        floats[count++] = reader.float();
      });
    else if (field === 8) name = reader.string();
    else if (field === 9) raw = reader.bytes();
    else if (field === 14) isElsewhere = reader.int32() === 1;
    else reader.skip(type, field);
  }
  return { name, type: kind, dims, raw, floats: floats?.subarray(0, count) ?? new Float32Array(0), isElsewhere };
}

/** A repeated field, packed or not. */
function each(reader: BinaryReader, type: WireType, read: () => void): void {
  const end = type === WireType.LengthDelimited ? reader.uint32() + reader.pos : reader.pos + 1;
  if (end > reader.len) throw new RangeError('a list goes beyond its end');
  while (reader.pos < end) read();
}

function tensorOf({ name, dims, raw, floats }: StoredTensor, refuse: Refuse): TensorData {
  const what = `tensor ${printable(JSON.stringify(name))}`;
  const { shape, count } = checkShape(dims, what, refuse);
  const found = raw ? raw.length / 4 : floats.length;
  if (found !== count) throw refuse(`${what} must have ${count} numbers by its shape, it has ${found}`);
  return { dtype: 'float32', shape, data: raw ? copyAs('float32', raw) : floats.slice() };
}
