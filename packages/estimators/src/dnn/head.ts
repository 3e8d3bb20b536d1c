import { type Loss, sigmoidCrossEntropy, sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';

/** How a classifier's logits are trained and read: TensorFlow's binary or multi-class head. */
export interface Head {
  /** How many logits it takes. */
  readonly logits: number;
  /** Summed over the batch, as TensorFlow 1's estimators do. */
  readonly loss: Loss;
  /** A logit for every class, from one example's logits. */
  classLogits(logits: Float32Array): Float32Array;
}

/** One logit for two classes, the first class's being 0; one each for more. @throws RangeError for fewer than two. */
export function headFor(nClasses: number): Head {
  if (!Number.isInteger(nClasses) || nClasses < 2) {
    throw new RangeError(`Cannot make a classifier: nClasses must be a whole number, 2 or more; it is ${nClasses}.`);
  }
  return nClasses === 2
    ? {
        logits: 1,
        loss: sigmoidCrossEntropy({ reduction: 'sum' }),
        classLogits: (logits) => Float32Array.of(0, logits[0]!),
      }
    : { logits: nClasses, loss: sparseSoftmaxCrossEntropy({ reduction: 'sum' }), classLogits: (logits) => logits };
}

/** Probabilities from logits, exact for logits of any size. */
export function softmax(logits: Float32Array): Float32Array {
  const largest = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = Float64Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return Float32Array.from(powers, (power) => power / sum);
}
