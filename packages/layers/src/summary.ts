import { printable } from '@feedforward/checkpoint';
import type { Model, ModelParameter } from './model.ts';
import { byLayer } from './parameters-by-layer.ts';
import { batchText, sizeOf } from './shapes.ts';

/**
 * A model as a table: each layer's name, output shape and number of parameters, and the total.
 *
 * @example
 * ```ts
 * import { dense, sequential, summary } from '@feedforward/layers';
 *
 * const model = sequential([dense(300, { name: 'hidden1' }), dense(10, { name: 'outputs' })], { inputShape: [784] });
 * console.log(summary(model));
 * // layer    output        parameters
 * // hidden1  [batch, 300]     235,500
 * // outputs  [batch, 10]        3,010
 * // total                     238,510
 * ```
 */
export function summary(model: Model): string {
  const ofLayers = byLayer(model.parameters);
  const rows = model.layers.map(
    ({ name, outputShape }) => [printable(name), batchText(outputShape), count(ofLayers.get(name) ?? [])] as const,
  );
  const fixed = model.parameters.filter(({ trainable }) => !trainable);
  return aligned([
    ['layer', 'output', 'parameters'],
    ...rows,
    ['total', '', count(model.parameters)],
    ...(fixed.length > 0 ? [['not trainable', '', count(fixed)] as const] : []),
  ]);
}

function count(parameters: readonly ModelParameter[]): string {
  return parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0).toLocaleString('en-US');
}

type Row = readonly [string, string, string];

function aligned(rows: readonly Row[]): string {
  const width = (column: 0 | 1 | 2): number => rows.reduce((widest, row) => Math.max(widest, row[column].length), 0);
  const [first, second, third] = [width(0), width(1), width(2)];
  return rows.map(([a, b, c]) => `${a.padEnd(first)}  ${b.padEnd(second)}  ${c.padStart(third)}`).join('\n');
}
