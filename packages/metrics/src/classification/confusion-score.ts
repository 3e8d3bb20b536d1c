import { isList, type LabelList, type SampleWeights } from '../labels/label-pairs.ts';
import type { Metric } from '../metric.ts';
import { ClassCounts } from './class-counts.ts';
import { countLabels } from './confusion-matrix.ts';

/**
 * A score that the confusion matrix tells. Called with options it is a metric, of outputs and labels as for
 * `accuracy`, NaN before the first example; called with labels and predicted labels it is their score.
 */
export interface ConfusionScore<Options extends object, Choice extends object = object> {
  (options?: Options): Metric;
  (yTrue: LabelList, yPred: LabelList, options?: Options & Choice & SampleWeights): number;
}

/** A confusion matrix in rows: how often, by weight, class i was predicted to be class j. */
export type Confusion = readonly (readonly number[])[];

/** @param ruleOf Checks the options, and gives what scores a confusion matrix by them. */
export function confusionScore<Options extends object, Choice extends { readonly labels?: LabelList | undefined }>(
  name: string,
  ruleOf: (options: Options | undefined) => (confusion: Confusion) => number,
): ConfusionScore<Options, Choice> {
  function score(options?: Options): Metric;
  function score(yTrue: LabelList, yPred: LabelList, options?: Options & Choice & SampleWeights): number;
  function score(
    first: Options | LabelList | undefined,
    yPred: LabelList = [],
    options?: Options & Choice & SampleWeights,
  ): Metric | number {
    if (!isList(first)) return confusionMetric(name, ruleOf(first));
    const rule = ruleOf(options);
    const { counts } = countLabels(first, yPred, options ?? {}, `score ${name}`);
    return rule(rowsOf(counts));
  }
  return score;
}

function confusionMetric(name: string, rule: (confusion: Confusion) => number): Metric {
  return {
    start() {
      const counts = new ClassCounts(name);
      return {
        update: (outputs, labels, weights) => counts.update(outputs, labels, weights),
        result: () => (counts.classes === 0 ? Number.NaN : rule(rowsOf(counts.confusion))),
      };
    },
  };
}

function rowsOf(counts: Float64Array): number[][] {
  const size = Math.sqrt(counts.length);
  return Array.from({ length: size }, (_, row) => Array.from(counts.subarray(row * size, (row + 1) * size)));
}

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** How much weight was predicted to be each class. */
export function columnSums(confusion: Confusion): number[] {
  return confusion.map((_, column) => sumOf(confusion.map((row) => row[column]!)));
}
