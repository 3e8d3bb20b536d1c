import { pairwiseSum } from '../pairwise-sum.ts';
import type { ClassTally } from './class-tally.ts';

/** What a share of no examples is: of a class that was never predicted, or never labelled. */
export type ZeroDivision = 0 | 1;

/** Scores a class by its tally. */
export type ClassRule = (tally: ClassTally, zeroDivision: ZeroDivision) => number;

export const precisionRule: ClassRule = ({ truePositives, predicted }, zeroDivision) =>
  predicted === 0 ? zeroDivision : truePositives / predicted;

export const recallRule: ClassRule = ({ truePositives, labelled }, zeroDivision) =>
  labelled === 0 ? zeroDivision : truePositives / labelled;

export const f1Rule: ClassRule = (tally, zeroDivision) => {
  const precision = precisionRule(tally, zeroDivision);
  const recall = recallRule(tally, zeroDivision);
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
};

/** The score of all tallies taken together, the mean of their scores, or the mean by how often each was labelled. */
export function averageOf(
  tallies: readonly ClassTally[],
  rule: ClassRule,
  average: 'macro' | 'micro' | 'weighted',
  zeroDivision: ZeroDivision,
): number {
  const scores = tallies.map((tally) => rule(tally, zeroDivision));
  if (average === 'macro') return pairwiseSum(scores) / scores.length;
  const all = {
    truePositives: pairwiseSum(tallies.map((tally) => tally.truePositives)),
    predicted: pairwiseSum(tallies.map((tally) => tally.predicted)),
    labelled: pairwiseSum(tallies.map((tally) => tally.labelled)),
  };
  if (average === 'micro' || all.labelled === 0) return rule(all, zeroDivision);
  return pairwiseSum(scores.map((score, c) => score * tallies[c]!.labelled)) / all.labelled;
}
