import type { Accumulator, Metric } from '../metric.ts';
import { ClassCounts } from './class-counts.ts';

/**
 * How the classes' scores become one, as in scikit-learn: `'binary'`, the score of class 1 among two; `'macro'`,
 * the mean over the classes met in labels or predictions; `'weighted'`, the mean by how often each was labelled;
 * `'micro'`, the score of all classes' counts taken together.
 */
export type Average = 'binary' | 'macro' | 'micro' | 'weighted';

/** A metric that scores each class: averaged into one number, or class by class with `average: 'none'`. */
export interface ClassScore {
  (options: { readonly average: 'none' }): Metric<number[]>;
  (options?: { readonly average?: Average | undefined }): Metric;
}

/** How much weight of examples concerns a class. */
export interface ClassTally {
  readonly truePositives: number;
  readonly predicted: number;
  readonly labelled: number;
}

type Rule = (tally: ClassTally) => number;

const averages: readonly string[] = ['binary', 'macro', 'micro', 'weighted', 'none'];

/** The metric of a rule that scores a class by its tally. */
export function classScore(name: string, rule: Rule): ClassScore {
  function metric(options: { readonly average: 'none' }): Metric<number[]>;
  function metric(options?: { readonly average?: Average | undefined }): Metric;
  function metric({ average = 'binary' }: { readonly average?: Average | 'none' | undefined } = {}): Metric<unknown> {
    if (!averages.includes(average)) {
      throw new RangeError(`Cannot make ${name}: average must be one of ${averages.join(', ')}; it is "${average}".`);
    }
    if (average === 'none') return { start: () => accumulate(name, (counts) => tallies(counts).map(rule)) };
    return { start: () => accumulate(name, (counts) => averaged(counts, rule, average), average) };
  }
  return metric;
}

/** a / b, or 0 where b is 0: scikit-learn's rule for a class that was never predicted, or never labelled. */
export function ratio(a: number, b: number): number {
  return b === 0 ? 0 : a / b;
}

function accumulate<Result>(
  name: string,
  result: (counts: ClassCounts) => Result,
  average?: Average,
): Accumulator<Result> {
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
    result: () => result(counts),
  };
}

function tallies({ classes, confusion }: ClassCounts): ClassTally[] {
  return Array.from({ length: classes }, (_, c) => {
    let [predicted, labelled] = [0, 0];
    for (let other = 0; other < classes; other++) {
      predicted += confusion[other * classes + c]!;
      labelled += confusion[c * classes + other]!;
    }
    return { truePositives: confusion[c * classes + c]!, predicted, labelled };
  });
}

function averaged(counts: ClassCounts, rule: Rule, average: Average): number {
  const all = tallies(counts);
  if (all.length === 0) return Number.NaN;
  switch (average) {
    case 'binary':
      return rule(all[1]!);
    case 'micro':
      return rule({
        truePositives: sumOf(all, (tally) => tally.truePositives),
        predicted: sumOf(all, (tally) => tally.predicted),
        labelled: sumOf(all, (tally) => tally.labelled),
      });
    case 'macro': {
      const met = all.filter((_, c) => counts.met[c]);
      return sumOf(met, rule) / met.length;
    }
    case 'weighted':
      return ratio(
        sumOf(all, (tally) => rule(tally) * tally.labelled),
        sumOf(all, (tally) => tally.labelled),
      );
  }
}

function sumOf(all: readonly ClassTally[], value: Rule): number {
  return all.reduce((sum, tally) => sum + value(tally), 0);
}
