import type { Layer, ParameterSpec } from '@feedforward/layers';
import * as tf from '@tensorflow/tfjs-core';
import type { EmbeddingTable, FeatureColumn } from './feature-column.ts';

/** Numbers of an example that lie side by side: of a column that is embedded, or of others. */
interface Part {
  readonly start: number;
  readonly width: number;
  readonly table?: (EmbeddingTable & { readonly parameter: string }) | undefined;
}

/**
 * The layer that holds the tables of columns, and gives, for their numbers side by side, `[batch, width]`, the products
 * of those that weigh a table's rows with the table, and the others as they are.
 */
export function embeddingLookup(columns: readonly FeatureColumn[]): Layer {
  const parts = partsOf(columns);
  const inputWidth = columns.reduce((sum, { width }) => sum + width, 0);
  const outputWidth = parts.reduce((sum, { width, table }) => sum + (table?.dimension ?? width), 0);
  return {
    name: 'input_layer',
    outputShape: (inputShape) => {
      if (inputShape.length === 1 && inputShape[0] === inputWidth) return [outputWidth];
      throw new RangeError(
        `Feature columns give [batch, ${inputWidth}], the layer is fed [batch, ${inputShape.join(', ')}].`,
      );
    },
    parameters: () => parts.flatMap(parametersOf),
    call: (x, context) => {
      const outputs = parts.map(({ start, width, table }) => {
        const numbers = parts.length === 1 ? x : tf.slice(x, [0, start], [-1, width]);
        if (!table) return numbers;
        return tf.matMul(numbers, shortened(context.parameter(table.parameter), table.maxNorm));
      });
      return outputs.length === 1 ? outputs[0]! : tf.concat(outputs, 1);
    },
  };
}

function parametersOf({ width, table }: Part): ParameterSpec[] {
  if (!table) return [];
  const { parameter, dimension, initializer, trainable } = table;
  return [{ name: parameter, shape: [width, dimension], initializer, trainable }];
}

/** The columns' parts; those that are not embedded make one with their neighbours. */
function partsOf(columns: readonly FeatureColumn[]): Part[] {
  const parts: Part[] = [];
  let start = 0;
  for (const { name, width, embedding } of columns) {
    const last = parts.at(-1);
    if (embedding) parts.push({ start, width, table: { ...embedding, parameter: parameterNameOf(name) } });
    else if (last && !last.table) parts.splice(-1, 1, { ...last, width: last.width + width });
    else parts.push({ start, width });
    start += width;
  }
  return parts;
}

/** TensorFlow's `x_embedding/embedding_weights`, but that a parameter's name has no `/`. */
const parameterNameOf = (column: string): string => `${column.replaceAll(/[^\w.-]/g, '_')}.embedding_weights`;

/** The table with rows no longer than `maxNorm`. The root is of numbers above 0 only: at 0 its slope is infinite. */
function shortened(table: tf.Tensor, maxNorm: number | undefined): tf.Tensor {
  if (maxNorm === undefined) return table;
  const squares = tf.sum(tf.mul(table, table), 1, true);
  return tf.mul(table, tf.div(maxNorm, tf.sqrt(tf.maximum(squares, maxNorm ** 2))));
}
