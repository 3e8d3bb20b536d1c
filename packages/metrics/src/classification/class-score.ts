import type { Label } from '@feedforward/datasets';
import { isList, type LabelList, labelPairs, type SampleWeights } from '../labels/label-pairs.ts';
import type { Accumulator, Metric } from '../metric.ts';
import { ClassCounts } from './class-counts.ts';
import { averageOf, type ClassRule, type ZeroDivision } from './class-rules.ts';
import { talliesOfCounts, talliesOfPairs } from './class-tally.ts';

/**
 * How the classes' scores become one, as in scikit-learn: `'binary'`, the score of the positive class among two;
 * `'macro'`, the mean over the classes met in labels or predictions; `'weighted'`, the mean by how often each was
 * labelled; `'micro'`, the score of all classes' counts taken together.
 */
export type Average = 'binary' | 'macro' | 'micro' | 'weighted';

/** How {@link ClassScore} scores outputs. */
export interface ClassScoreOptions<A extends string = Average> {
  /** Default `'binary'`; `'none'` gives the score of every class. */
  readonly average?: A | undefined;
  /** The score of a class of which there is nothing to take a share of. Default 0. */
  readonly zeroDivision?: ZeroDivision | undefined;
}

/** How {@link ClassScore} scores predicted labels. */
export interface LabelScoreOptions<A extends string = Average> extends ClassScoreOptions<A>, SampleWeights {
  /** The classes that count, in this order; not with `'binary'`. Default: those met in labels or predictions. */
  readonly labels?: LabelList | undefined;
  /** The class that `'binary'` is about. Default 1. */
  readonly posLabel?: Label | undefined;
}

/**
 * A score of each class: averaged into one number, or class by class with `average: 'none'`. Called with options it is
 * a metric; called with labels and predicted labels it is their score.
 */
export interface ClassScore {
  (options: ClassScoreOptions<'none'> & { readonly average: 'none' }): Metric<number[]>;
  (options?: ClassScoreOptions): Metric;
  (yTrue: LabelList, yPred: LabelList, options: LabelScoreOptions<'none'> & { readonly average: 'none' }): number[];
  (yTrue: LabelList, yPred: LabelList, options?: LabelScoreOptions): number;
}

type AnyAverage = Average | 'none';

const averages: readonly string[] = ['binary', 'macro', 'micro', 'weighted', 'none'];

/** The score of a rule. */
export function classScore(name: string, rule: ClassRule): ClassScore {
  function score(options: ClassScoreOptions<'none'> & { readonly average: 'none' }): Metric<number[]>;
  function score(options?: ClassScoreOptions): Metric;
  function score(
    yTrue: LabelList,
    yPred: LabelList,
    options: LabelScoreOptions<'none'> & { readonly average: 'none' },
  ): number[];
  function score(yTrue: LabelList, yPred: LabelList, options?: LabelScoreOptions): number;
  function score(
    first: ClassScoreOptions<AnyAverage> | LabelList = {},
    yPred: LabelList = [],
    options: LabelScoreOptions<AnyAverage> = {},
  ): unknown {
    const { average = 'binary', zeroDivision = 0 } = isList(first) ? options : first;
    if (!averages.includes(average)) {
      throw new RangeError(`Cannot make ${name}: average must be one of ${averages.join(', ')}; it is "${average}".`);
    }
    checkZeroDivision(zeroDivision, `make ${name}`);
    if (isList(first)) return scoreLabels(name, rule, first, yPred, { ...options, average, zeroDivision });
    return { start: () => accumulate(name, rule, average, zeroDivision) };
  }
  return score;
}

/** @throws RangeError for anything but 0 and 1. */
export function checkZeroDivision(zeroDivision: number, cannot: string): void {
  if (zeroDivision !== 0 && zeroDivision !== 1) {
    throw new RangeError(`Cannot ${cannot}: zeroDivision must be 0 or 1, it is ${zeroDivision}.`);
  }
}

function scoreLabels(
  name: string,
  rule: ClassRule,
  yTrue: LabelList,
  yPred: LabelList,
  options: LabelScoreOptions<AnyAverage> & { readonly average: AnyAverage; readonly zeroDivision: ZeroDivision },
): number | number[] {
  const { average, labels, posLabel = 1, sampleWeight, zeroDivision } = options;
  const cannot = `score ${name}`;
  const pairs = labelPairs(yTrue, yPred, sampleWeight, cannot);
  if (average === 'binary') checkBinary(pairs.classes, posLabel, cannot);
  const { tallies } = talliesOfPairs(pairs, average === 'binary' ? [posLabel] : labels, cannot);
  if (average === 'none') return tallies.map((tally) => rule(tally, zeroDivision));
  return average === 'binary' ? rule(tallies[0]!, zeroDivision) : averageOf(tallies, rule, average, zeroDivision);
}

function checkBinary(classes: readonly Label[], posLabel: Label, cannot: string): void {
  if (classes.length > 2) {
    throw new RangeError(
      `Cannot ${cannot}: the average "binary" takes two classes, there are ${classes.length}. Choose "macro", "micro", "weighted" or "none".`,
    );
  }
  if (classes.length === 2 && !classes.includes(posLabel)) {
    throw new RangeError(`Cannot ${cannot}: posLabel must be one of [${classes.join(', ')}], it is ${posLabel}.`);
  }
}

function accumulate(
  name: string,
  rule: ClassRule,
  average: AnyAverage,
  zeroDivision: ZeroDivision,
): Accumulator<number | number[]> {
  const counts = new ClassCounts(name);
  return {
    update(outputs, labels, weights) {
      if (average === 'binary' && outputs.shape[1] > 2) {
        throw new RangeError(
          `Cannot score ${name}: the average "binary" takes two classes, the outputs are for ${outputs.shape[1]}. Choose "macro", "micro", "weighted" or "none".`,
        );
      }
      counts.update(outputs, labels, weights);
    },
    result() {
      const tallies = talliesOfCounts(counts);
      if (average === 'none') return tallies.map((tally) => rule(tally, zeroDivision));
      if (tallies.length === 0) return Number.NaN;
      if (average === 'binary') return rule(tallies[1]!, zeroDivision);
      const met = average === 'macro' ? tallies.filter((_, c) => counts.met[c]) : tallies;
      return averageOf(met, rule, average, zeroDivision);
    },
  };
}
