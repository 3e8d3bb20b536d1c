import type { Activation } from '../network/read-activation.ts';
import { activationSources, geluByTanhSource } from './activation-sources.ts';

/** An expression, and the source of the function that it calls, if it calls one. */
export interface Call {
  readonly expression: string;
  readonly source: string | undefined;
}

/** An activation's call on `x`, an expression whose numbers lie in rows of so many columns. */
export function activationCall(activation: Activation, x: string, columns: number): Call {
  const { type } = activation;
  if (type === 'linear') return { expression: x, source: undefined };
  if (type === 'gelu' && activation.approximate)
    return { expression: `${x}.map(geluByTanh)`, source: geluByTanhSource };
  const source = activationSources[type];
  if (type === 'softmax') return { expression: `softmax(${x}, ${columns})`, source };
  if (type === 'leakyRelu') {
    return { expression: `${x}.map((value) => leakyRelu(value, ${activation.alpha}))`, source };
  }
  return { expression: `${x}.map(${type})`, source };
}
