import type { ActivationName } from '@feedforward/layers';
import type { Reduction } from '@feedforward/metrics/losses';
import { type EstimatorOptions, estimatorOptionNames } from '../estimator/estimator-options.ts';
import type { OptimizerChoice } from '../estimator/optimizer-of.ts';
import type { FeatureColumn } from '../feature-columns/feature-column.ts';

/** What a network of dense layers is made of. Names and defaults are those of TensorFlow 1's estimators. */
export interface DNNOptions extends EstimatorOptions {
  /** Units of each hidden layer. */
  readonly hiddenUnits: readonly number[];
  readonly featureColumns: readonly FeatureColumn[];
  /** The input's column of how much each example counts. Default: 1 each. */
  readonly weightColumn?: string | undefined;
  /**
   * Made; or by a name, then its learning rate is 0.05; or a function of the step, for a learning rate that changes.
   * TensorFlow's names have its constants (`'Adam'`: epsilon 1e-8; `'RMSProp'`: epsilon 1e-10, mean squares that start at
   * 1), the others those of this library. Default: `'adagrad'`.
   */
  readonly optimizer?: OptimizerChoice | undefined;
  /** The hidden layers' activation. Default `'relu'`. */
  readonly activationFn?: ActivationName | undefined;
  /** The share of hidden outputs to drop in training. Default: none. */
  readonly dropout?: number | undefined;
  /** Whether each hidden layer's outputs are normalized over the batch, with momentum 0.999. Default false. */
  readonly batchNorm?: boolean | undefined;
  /** Whether a batch's loss is summed over its examples or, divided by their number, a mean. Default `'sum'`. */
  readonly lossReduction?: Reduction | undefined;
}

/** For `checkNames`, with those that an estimator of a kind has besides. */
export const dnnOptionNames: readonly string[] = [
  ...Object.keys({
    hiddenUnits: true,
    featureColumns: true,
    weightColumn: true,
    optimizer: true,
    activationFn: true,
    dropout: true,
    batchNorm: true,
    lossReduction: true,
  } satisfies Record<Exclude<keyof DNNOptions, keyof EstimatorOptions>, true>),
  ...estimatorOptionNames,
];
