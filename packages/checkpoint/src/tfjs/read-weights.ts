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
export function readWeights(specs: readonly TfjsWeightSpec[], bytes: Uint8Array, refuse: Refuse): Weights {
  const list = specs.map((spec): PlacedSpec => {
    const what = `weight ${quote(spec.name)}`;
    const stored = readDTypes.get(codes[spec.quantization?.dtype ?? spec.dtype]);
    if (!stored) throw refuse(`${what} is of no dtype that is known here`);
    return { spec, stored, ...checkShape(spec.shape, what, refuse) };
  });
  const size = list.reduce((sum, { count, stored }) => sum + count * stored.size, 0);
  if (size !== bytes.length) throw refuse(`its weights take ${size} bytes, there are ${bytes.length}`);
  const weights: Weights = { ofModel: new Map(), ofOptimizer: new Map() };
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

function tensorOf({ shape, stored, spec }: PlacedSpec, bytes: Uint8Array): TensorData {
  const own = new Uint8Array(bytes.length);
  own.set(bytes);
  const data = stored.read(own.buffer);
  const { scale, min } = spec.quantization ?? {};
  if (scale === undefined || min === undefined) return { dtype: stored.dtype, shape, data };
  const values = new Float32Array(data.length);
  for (let i = 0; i < values.length; i++) values[i] = Number(data[i]) * scale + min;
  return { dtype: 'float32', shape, data: values };
}
