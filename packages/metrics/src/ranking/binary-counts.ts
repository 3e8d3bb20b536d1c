/** Of examples that are positive or not, in order of falling scores, how many lie at or above each distinct score. */
export interface BinaryCounts {
  /** The distinct scores, falling. */
  readonly thresholds: number[];
  readonly falsePositives: number[];
  readonly truePositives: number[];
}

/** Whether each example is positive, how high it was scored, and how much it counts. */
export interface BinaryExamples {
  readonly positive: ArrayLike<boolean>;
  readonly scores: ArrayLike<number>;
  readonly weights?: ArrayLike<number> | undefined;
}

/** Examples of weight 0 are left out, as scikit-learn does. */
export function binaryCounts({ positive, scores, weights }: BinaryExamples): BinaryCounts {
  // Equal scores in the order from the last to the first: that in which scikit-learn adds their weights up.
  const order = Array.from(scores, (_, i) => i)
    .filter((i) => weights?.[i] !== 0)
    .sort((a, b) => scores[b]! - scores[a]! || b - a);
  const counts: BinaryCounts = { thresholds: [], falsePositives: [], truePositives: [] };
  let [negatives, positives] = [0, 0];
  order.forEach((i, k) => {
    const weight = weights ? weights[i]! : 1;
    if (positive[i]) positives += weight;
    else negatives += weight;
    const next = order[k + 1];
    if (next !== undefined && scores[next] === scores[i]) return;
    counts.thresholds.push(scores[i]!);
    counts.falsePositives.push(negatives);
    counts.truePositives.push(positives);
  });
  return counts;
}
