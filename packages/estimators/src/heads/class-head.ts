import { accuracy, logLoss } from '@feedforward/metrics';
import { type Reduction, sigmoidCrossEntropy, sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { BinaryScores } from './binary-scores.ts';
import type { ClassLabels } from './class-labels.ts';
import type { Head } from './head.ts';
import { LossScores } from './loss-scores.ts';

/** What a classifier says of one example. */
export interface ClassPrediction {
  /** One for two classes, else one each. */
  readonly logits: Float32Array;
  /** Of two classes, the second one's probability, alone in an array. */
  readonly logistic?: Float32Array;
  /** Of each class. */
  readonly probabilities: Float32Array;
  /** The most likely class's index, alone in an array. */
  readonly classIds: readonly [number];
  /** The most likely class's name, alone in an array. */
  readonly classes: readonly [string];
}

/** How good a classifier is. */
export interface ClassScores {
  /** The share of examples that are classified right, by weight. */
  readonly accuracy: number;
  /** The cross-entropy of an example, on average, by weight. */
  readonly averageLoss: number;
  /** The loss of a batch, as training has it, on average over the batches, whatever their sizes. */
  readonly loss: number;
  /** With two classes also `accuracyBaseline`, `auc`, `aucPrecisionRecall`, `labelMean`, `precision`, `predictionMean`, `recall`. */
  readonly [score: string]: number;
}

/**
 * TensorFlow's multi-class head; for two classes, its binary one, of one logit.
 * @param lossReduction Whether a batch's loss is summed over its examples or, divided by their number, a mean.
 */
export function classHead(labels: ClassLabels, lossReduction: Reduction): Head<ClassPrediction, ClassScores> {
  const { nClasses, vocabulary } = labels;
  const isBinary = nClasses === 2;
  const makeLoss = isBinary ? sigmoidCrossEntropy : sparseSoftmaxCrossEntropy;
  return {
    logits: isBinary ? 1 : nClasses,
    loss: makeLoss({ reduction: lossReduction }),
    lossFactor: 1,
    config: { type: 'classes', nClasses, labelVocabulary: vocabulary, lossReduction },
    targets: (given, cannot) => labels.indicesOf(given, cannot),
    startScores() {
      const correct = accuracy().start();
      const losses = new LossScores(logLoss(), lossReduction);
      const binary = isBinary ? new BinaryScores() : undefined;
      return {
        update(logits, targets, weights) {
          correct.update(logits, targets, weights);
          losses.update(logits, targets, weights);
          binary?.update(logits, targets, weights);
        },
        result: () => ({
          accuracy: correct.result() || 0, // of no weight it is NaN
          ...losses.result(),
          ...binary?.result(),
        }),
      };
    },
    prediction(logits) {
      const ofClasses = isBinary ? Float32Array.of(0, logits[0]!) : logits;
      const probabilities = softmax(ofClasses);
      const id = ofClasses.indexOf(ofClasses.reduce((most, logit) => Math.max(most, logit)));
      return {
        logits,
        ...(isBinary && { logistic: probabilities.slice(1) }),
        probabilities,
        classIds: [id],
        classes: [labels.nameOf(id)],
      };
    },
  };
}

/** Probabilities from logits, exact for logits of any size. */
function softmax(logits: Float32Array): Float32Array {
  const largest = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = Float64Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return Float32Array.from(powers, (power) => power / sum);
}
