import { Matrix } from '@feedforward/datasets';
import type { InputBatch } from '../input/input-fn.ts';

/**
 * How much each example counts, from a column of the input; where that is undefined, all alike.
 * @throws RangeError if it is not there, or not one number each, finite, 0 or more.
 */
export function exampleWeights(
  column: string | undefined,
  features: InputBatch['features'],
  rows: number,
): Float32Array | undefined {
  if (column === undefined) return undefined;
  const values = Object.hasOwn(features, column) ? features[column] : undefined;
  if (!(values instanceof Matrix)) {
    throw new RangeError(
      `Cannot find weightColumn "${column}" among the numbers of the input, which has ${Object.keys(features).join(', ') || 'none'}.`,
    );
  }
  if (values.shape[0] !== rows || values.shape[1] !== 1) {
    throw new RangeError(
      `Cannot use weightColumn "${column}": it takes [${rows}, 1], the input has [${values.shape.join(', ')}].`,
    );
  }
  const weights = values.toFloat32();
  const bad = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (bad < 0) return weights;
  throw new RangeError(
    `Cannot use weightColumn "${column}": a weight must be finite, 0 or more, row ${bad} has ${weights[bad]}.`,
  );
}
