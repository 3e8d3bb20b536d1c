import { type Network, sizeOf } from '../network/network.ts';
import { outputKindOf } from '../network/output-kind.ts';

/** The source of what a module exports, and of how it reads what it is given. */
export function predictSource({ inputShape, outputShape, layers }: Network): string {
  const outputKind = outputKindOf(layers);
  return `\
/** An example's shape. */
export const inputShape = [${inputShape.join(', ')}];

/** The shape of the output for an example. */
export const outputShape = [${outputShape.join(', ')}];

/**
 * What the outputs are, as the last layer tells; undefined after a linear one: logits, or values.
 * @type {'probabilities' | 'values' | undefined}
 */
export const outputKind = ${outputKind && `'${outputKind}'`};

/**
 * The network's output for each example.
 * @param {ArrayLike<number | ArrayLike<number>>} examples - Their numbers in rows, or all in one array.
 * @returns {Float32Array[]}
 * @throws {RangeError} for an example that has more numbers or fewer than the network takes.
 */
export function predict(examples) {
  return rowsOf(examples).map(forward);
}

/**
 * @param {ArrayLike<number | ArrayLike<number>>} examples
 * @returns {Float32Array[]}
 */
function rowsOf(examples) {
  const inputs = ${sizeOf(inputShape)};
  const whole = Array.from(examples);
  if (whole.every((value) => typeof value === 'number')) {
    if (whole.length % inputs !== 0) {
      throw new RangeError(\`Cannot predict: examples have \${inputs} numbers each, found \${whole.length} in all.\`);
    }
    const numbers = Float32Array.from(whole);
    return Array.from({ length: whole.length / inputs }, (_, i) => numbers.slice(i * inputs, (i + 1) * inputs));
  }
  return whole.map((row, i) => {
    if (typeof row === 'object' && row !== null && row.length === inputs) return Float32Array.from(row);
    const found = typeof row === 'object' && row !== null ? row.length : typeof row;
    throw new RangeError(\`Cannot predict: an example must have \${inputs} numbers, example \${i} has \${found}.\`);
  });
}`;
}
