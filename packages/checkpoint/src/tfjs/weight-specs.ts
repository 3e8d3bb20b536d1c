import type { JsonValue } from '../json-value.ts';
import type { TfjsWeightSpec } from './artifacts.ts';

/** What a manifest says of a weight. Text and complex numbers, which no layer has, are refused. */
export function readWeightSpec(spec: JsonValue): TfjsWeightSpec {
  const quantization = spec.get('quantization');
  const group = spec.get('group');
  const dtype = spec.get('dtype').oneOf('float32', 'int32', 'bool');
  if (!quantization.isMissing && dtype !== 'float32') {
    throw spec.get('dtype').unexpected('float32 where a weight is quantized');
  }
  return {
    name: spec.get('name').string(),
    shape: spec.get('shape').naturals(),
    dtype,
    ...(!group.isMissing && { group: group.oneOf('model', 'optimizer') }),
    ...(!quantization.isMissing && { quantization: readQuantization(quantization) }),
  };
}

function readQuantization(quantization: JsonValue): NonNullable<TfjsWeightSpec['quantization']> {
  const dtype = quantization.get('dtype').oneOf('float16', 'uint8', 'uint16');
  if (dtype === 'float16') return { dtype };
  return { dtype, scale: quantization.get('scale').number(), min: quantization.get('min').number() };
}
