import type { RankedClasses } from './average-ranking.ts';
import type { BinaryExamples } from './binary-counts.ts';

/**
 * The mean over all pairs of classes that are labelled, by how many examples they have or not, of how well each of the
 * two is told from the other (Hand and Till 2001).
 */
export function pairwiseAuc(
  { classes, isOf, scores }: RankedClasses,
  rule: (examples: BinaryExamples) => number,
  average: string,
): number {
  const members = Array.from({ length: classes }, (_, c) => [...scores.keys()].filter((i) => isOf(i, c)));
  let [sum, total] = [0, 0];
  for (let a = 0; a < classes; a++) {
    for (let b = a + 1; b < classes; b++) {
      if (members[a]!.length === 0 || members[b]!.length === 0) continue;
      const pair = [...members[a]!, ...members[b]!].sort((i, j) => i - j);
      const areaOf = (c: number) =>
        rule({ positive: pair.map((i) => isOf(i, c)), scores: pair.map((i) => scores[i]![c]!) });
      const share = average === 'weighted' ? pair.length : 1;
      sum += (share * (areaOf(a) + areaOf(b))) / 2;
      total += share;
    }
  }
  return sum / total;
}
