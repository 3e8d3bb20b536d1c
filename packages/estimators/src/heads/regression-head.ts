import { Matrix, type Targets } from '@feedforward/datasets';
import { meanSquaredError } from '@feedforward/metrics';
import { meanSquaredError as meanSquaredErrorLoss, type Reduction } from '@feedforward/metrics/losses';
import type { InputLabels } from '../input/input-fn.ts';
import type { Head } from './head.ts';
import { LossScores } from './loss-scores.ts';
import { ratio } from './ratio.ts';

/** What a regressor says of one example. */
export interface RegressionPrediction {
  /** `[labelDimension]`. */
  readonly predictions: Float32Array;
}

/** How good a regressor is. */
export interface RegressionScores {
  /** The squared error of a value, on average, by weight. */
  readonly averageLoss: number;
  /** The loss of a batch, as training has it, on average over the batches, whatever their sizes. */
  readonly loss: number;
  /** The mean of the labels, by weight. */
  readonly labelMean: number;
  /** The mean of the predictions, by weight. */
  readonly predictionMean: number;
  readonly [score: string]: number;
}

/**
 * TensorFlow's regression head: squared errors, summed over an example's values.
 * @param lossReduction Whether a batch's loss is summed over its examples or, divided by their number, a mean.
 * @throws RangeError for a labelDimension that is not a whole number, 1 or more.
 */
export function regressionHead(
  labelDimension: number,
  lossReduction: Reduction,
): Head<RegressionPrediction, RegressionScores> {
  if (!Number.isInteger(labelDimension) || labelDimension < 1) {
    throw new RangeError(
      `Cannot make a regressor: labelDimension must be a whole number, 1 or more; it is ${labelDimension}.`,
    );
  }
  return {
    logits: labelDimension,
    loss: meanSquaredErrorLoss({ reduction: lossReduction }),
    lossFactor: labelDimension, // the loss is an example's mean, TensorFlow's is its sum
    config: { type: 'regression', labelDimension, lossReduction },
    targets: (labels, cannot) => valuesOf(labels, labelDimension, cannot),
    startScores() {
      const losses = new LossScores(meanSquaredError(), lossReduction, labelDimension);
      let [weight, labelSum, predictionSum] = [0, 0, 0];
      return {
        update(logits, targets, weights) {
          losses.update(logits, targets, weights);
          for (let row = 0; row < logits.length; row++) {
            const share = (weights?.[row] ?? 1) / labelDimension;
            weight += share * labelDimension;
            for (const value of logits.row(row)) predictionSum += share * value;
            if (targets instanceof Matrix) for (const value of targets.row(row)) labelSum += share * value;
          }
        },
        result: () => ({
          ...losses.result(),
          labelMean: ratio(labelSum, weight),
          predictionMean: ratio(predictionSum, weight),
        }),
      };
    },
    prediction: (logits) => ({ predictions: logits }),
  };
}

function valuesOf(labels: InputLabels, dimension: number, cannot: string): Targets {
  if (!(labels instanceof Matrix) && !ArrayBuffer.isView(labels)) {
    throw new TypeError(`Cannot ${cannot}: labels are numbers, they are strings.`);
  }
  const values = labels instanceof Matrix ? labels : new Matrix(Float32Array.from(labels), [labels.length, 1]);
  if (values.shape[1] === dimension) return values;
  throw new RangeError(
    `Cannot ${cannot}: labels are [batch, ${dimension}] by labelDimension, they are [${values.shape.join(', ')}].`,
  );
}
