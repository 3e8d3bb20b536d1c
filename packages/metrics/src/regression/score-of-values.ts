import { Matrix, type MatrixLike } from '@feedforward/datasets';
import { checkPositiveWeights } from '../check-examples.ts';
import type { SampleWeights } from '../labels/label-pairs.ts';
import type { Metric } from '../metric.ts';
import { score } from '../score.ts';

/** Values, or what they were predicted to be: a number for each example, or a row. */
export type ValueList = ArrayLike<number> | MatrixLike;

/** What a score of numbers is given: nothing, to be a metric; or what it is to score. */
export type ValuesToScore = [] | [yTrue: ValueList, yPred: ValueList, options?: SampleWeights];

/** The metric, or its score of values where there are any. */
export function metricOrScore(metric: Metric, values: ValuesToScore): Metric | number {
  if (values.length === 0) return metric;
  const [yTrue, yPred = [], { sampleWeight } = {}] = values;
  const labels = columnsOf(yTrue);
  checkPositiveWeights(sampleWeight, labels.shape[0], 'score values');
  return score(metric, columnsOf(yPred), labels, sampleWeight);
}

function columnsOf(values: ValueList): Matrix {
  if (values instanceof Matrix) return values;
  return areNumbers(values) ? new Matrix(Float64Array.from(values), [values.length, 1]) : Matrix.from(values);
}

const areNumbers = (values: ArrayLike<number> | readonly ArrayLike<number>[]): values is ArrayLike<number> =>
  ArrayBuffer.isView(values) || typeof values[0] === 'number';
