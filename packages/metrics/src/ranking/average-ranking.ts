import type { BinaryExamples } from './binary-counts.ts';

/** How the scores of several classes become one, each against all others: see `Average`. */
export type RankingAverage = 'macro' | 'micro' | 'weighted';

/** Examples of which each is or is not of each class, and how high it was scored for each. */
export interface RankedClasses {
  readonly classes: number;
  readonly isOf: (example: number, c: number) => boolean;
  /** A row for each example. */
  readonly scores: readonly ArrayLike<number>[];
  readonly weights?: ArrayLike<number> | undefined;
}

const rankingAverages: readonly string[] = ['macro', 'micro', 'weighted', 'none'];

/** @throws RangeError for an average that there is not. */
export function checkRankingAverage(average: string, cannot: string): void {
  if (rankingAverages.includes(average)) return;
  throw new RangeError(`Cannot ${cannot}: average must be one of ${rankingAverages.join(', ')}; it is "${average}".`);
}

/** The score of each class against all others. */
function scoreEach(ranked: RankedClasses, rule: (examples: BinaryExamples) => number): number[] {
  const { isOf, scores, weights } = ranked;
  return Array.from({ length: ranked.classes }, (_, c) =>
    rule({ positive: scores.map((_, i) => isOf(i, c)), scores: scores.map((row) => row[c]!), weights }),
  );
}

/** The score of each class, or of all. */
export function rankingScore(
  ranked: RankedClasses,
  rule: (examples: BinaryExamples) => number,
  average: RankingAverage | 'none',
): number | number[] {
  return average === 'none' ? scoreEach(ranked, rule) : averageRanking(ranked, rule, average);
}

/** Their mean, their mean by how often each class was labelled, or the score of all classes' entries taken together. */
export function averageRanking(
  ranked: RankedClasses,
  rule: (examples: BinaryExamples) => number,
  average: RankingAverage,
): number {
  const { classes, isOf, scores, weights } = ranked;
  if (average === 'micro') {
    const flat = <T>(value: (i: number, c: number) => T): T[] =>
      scores.flatMap((_, i) => Array.from({ length: classes }, (_, c) => value(i, c)));
    return rule({
      positive: flat(isOf),
      scores: flat((i, c) => scores[i]![c]!),
      weights: weights && flat((i) => weights[i]!),
    });
  }
  const each = scoreEach(ranked, rule);
  const shares = each.map((_, c) =>
    average === 'macro' ? 1 : scores.reduce((sum, _, i) => sum + (isOf(i, c) ? (weights?.[i] ?? 1) : 0), 0),
  );
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (total === 0) return 0;
  // A class that weighs nothing may have no score.
  return each.reduce((sum, score, c) => (shares[c] === 0 ? sum : sum + score * shares[c]!), 0) / total;
}
