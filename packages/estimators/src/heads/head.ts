import type { Matrix, Targets } from '@feedforward/datasets';
import type { Loss, Reduction } from '@feedforward/metrics/losses';
import type { InputLabels } from '../input/input-fn.ts';

/** How a network's logits are trained, scored and read: TensorFlow's head. */
export interface Head<Prediction, Scores> {
  /** How many logits an example has. */
  readonly logits: number;
  readonly loss: Loss;
  /** What each example's loss is multiplied by, beside its weight. */
  readonly lossFactor: number;
  /** What the network is to learn from these labels. @throws RangeError or TypeError for a label that it cannot. */
  targets(labels: InputLabels, cannot: string): Targets;
  /** Begins the scores of an evaluation. */
  startScores(): HeadScores<Scores>;
  /** What the logits `[logits]` of one example say. */
  prediction(logits: Float32Array): Prediction;
  /** What it is made of, in JSON. */
  readonly config: HeadConfig;
}

/** What a head is made of. */
export type HeadConfig =
  | {
      readonly type: 'classes';
      readonly nClasses: number;
      readonly labelVocabulary?: readonly string[] | undefined;
      readonly lossReduction: Reduction;
    }
  | { readonly type: 'regression'; readonly labelDimension: number; readonly lossReduction: Reduction };

/** The scores of an evaluation, which grow batch by batch. */
export interface HeadScores<Scores> {
  update(logits: Matrix<Float32Array>, targets: Targets, weights: Float32Array | undefined): void;
  result(): Scores;
}
