import { ratio } from './ratio.ts';

/** What keeps TensorFlow's rates from being 0 / 0. */
const epsilon = 1e-6;
const count = 200;
/** From just below 0 to just above 1, evenly: TensorFlow's `num_thresholds`. */
const thresholds = Float64Array.from({ length: count }, (_, i) =>
  i === 0 ? -1e-7 : i === count - 1 ? 1 + 1e-7 : i / (count - 1),
);

/**
 * Areas under curves by TensorFlow 1's `tf.metrics.auc`, which counts at 200 thresholds instead of sorting, so that
 * they are close to the exact areas, and equal to what TensorFlow's binary head reports.
 */
export class ThresholdCounts {
  /** By weight, predictions above each threshold whose label is 1, and 0. */
  readonly #truePositives = new Float64Array(count);
  readonly #falsePositives = new Float64Array(count);
  #positives = 0;
  #negatives = 0;

  update(probability: number, isPositive: boolean, weight: number): void {
    const counts = isPositive ? this.#truePositives : this.#falsePositives;
    for (let i = 0; i < count && probability > thresholds[i]!; i++) counts[i]! += weight;
    if (isPositive) this.#positives += weight;
    else this.#negatives += weight;
  }

  /** Under the curve of true by false positive rates, by trapezoids. */
  rocArea(): number {
    const height = (i: number): number => (this.#truePositives[i]! + epsilon) / (this.#positives + epsilon);
    const x = (i: number): number => this.#falsePositives[i]! / (this.#negatives + epsilon);
    let area = 0;
    for (let i = 0; i + 1 < count; i++) area += ((x(i) - x(i + 1)) * (height(i) + height(i + 1))) / 2;
    return area;
  }

  /** Under the curve of precision by recall, interpolated as Davis and Goadrich (2006) do: `careful_interpolation`. */
  precisionRecallArea(): number {
    let area = 0;
    for (let i = 0; i + 1 < count; i++) {
      const [truePositives, next] = [this.#truePositives[i]!, this.#truePositives[i + 1]!];
      const [predicted, nextPredicted] = [
        truePositives + this.#falsePositives[i]!,
        next + this.#falsePositives[i + 1]!,
      ];
      const gained = truePositives - next;
      const slope = ratio(gained, predicted - nextPredicted);
      const intercept = next - slope * nextPredicted;
      const share = predicted > 0 && nextPredicted > 0 ? predicted / nextPredicted : 1;
      area += ratio(slope * (gained + intercept * Math.log(share)), this.#positives);
    }
    return area;
  }
}
