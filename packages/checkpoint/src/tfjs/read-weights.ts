import { MemoryBudget } from '../memory-budget.ts';
import type { Refuse } from '../refuse.ts';
import { readDTypes, type StoredDType } from '../safetensors/dtypes.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import { type CheckedShape, checkShape } from '../shape.ts';
import type { TensorData } from '../tensor-data.ts';
import type { TfjsWeightSpec } from './artifacts.ts';

/** Weights by the names that they were saved under. */
export interface Weights {
  readonly ofModel: Map<string, TensorData>;
  readonly ofOptimizer: Map<string, TensorData>;
}

/** safetensors' names of the dtypes that weights are stored in. */
const codes = { float32: 'F32', int32: 'I32', bool: 'BOOL', float16: 'F16', uint8: 'U8', uint16: 'U16' } as const;

interface PlacedSpec extends CheckedShape {
  readonly spec: TfjsWeightSpec;
  readonly stored: StoredDType;
}

/** The weights of these specs, of bytes in which they lie one after the other. */
export function readWeights(
  specs: readonly TfjsWeightSpec[],
  bytes: Uint8Array,
  refuse: Refuse,
  budget: MemoryBudget = new MemoryBudget(Number.POSITIVE_INFINITY, refuse),
): Weights {
  const list = specs.map((spec): PlacedSpec => {
    const what = `weight ${quote(spec.name)}`;
    const stored = readDTypes.get(codes[spec.quantization?.dtype ?? spec.dtype]);
    if (!stored) throw refuse(`${what} is of no dtype that is known here`);
    return { spec, stored, ...checkShape(spec.shape, what, refuse) };
  });
  const size = list.reduce((sum, { count, stored }) => sum + count * stored.size, 0);
  if (size !== bytes.length) throw refuse(`its weights take ${size} bytes, there are ${bytes.length}`);
  const weights: Weights = { ofModel: new Map(), ofOptimizer: new Map() };
  for (const { count, stored, spec } of list) budget.takeTensor(count * (isScaled(spec) ? 4 : stored.ownSize));
  let at = 0;
  for (const placed of list) {
    const { name, group } = placed.spec;
    const end = at + placed.count * placed.stored.size;
    const target = group === 'optimizer' ? weights.ofOptimizer : weights.ofModel;
    if (target.has(name)) throw refuse(`it has two weights named ${quote(name)}`);
    target.set(name, tensorOf(placed, bytes.subarray(at, end)));
    at = end;
  }
  return weights;
}

/** Whether its integers stand for others. */
function isScaled({ quantization }: TfjsWeightSpec): boolean {
  return quantization?.scale !== undefined && quantization.min !== undefined;
}

function tensorOf({ shape, stored, spec, count }: PlacedSpec, bytes: Uint8Array): TensorData {
  const { scale, min } = spec.quantization ?? {};
  if (scale === undefined || min === undefined) return { dtype: stored.dtype, shape, data: stored.read(bytes) };
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const integer = stored.size === 1 ? bytes[i]! : bytes[2 * i]! | (bytes[2 * i + 1]! << 8);
    values[i] = integer * scale + min;
  }
  return { dtype: 'float32', shape, data: values };
}
