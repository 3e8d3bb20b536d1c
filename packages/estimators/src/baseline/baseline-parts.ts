import { Matrix } from '@feedforward/datasets';
import { type Layer, type Model, sequential, zeros } from '@feedforward/layers';
import type { Reduction } from '@feedforward/metrics/losses';
import * as tf from '@tensorflow/tfjs-core';
import { type EstimatorOptions, estimatorOptionNames } from '../estimator/estimator-options.ts';
import type { EstimatorParts } from '../estimator/estimator-parts.ts';
import { type OptimizerChoice, optimizerOf } from '../estimator/optimizer-of.ts';
import { variableNames } from '../estimator/variable-names.ts';
import type { InputLayer } from '../feature-columns/input-layer.ts';
import type { Head } from '../heads/head.ts';

/** What a baseline is made of. */
export interface BaselineOptions extends EstimatorOptions {
  /** The input's column of how much each example counts. Default: 1 each. */
  readonly weightColumn?: string | undefined;
  /** As for `DNNClassifier`, but by name its learning rate is 0.3, TensorFlow's for baselines. Default: `'ftrl'`. */
  readonly optimizer?: OptimizerChoice | undefined;
  /** Whether a batch's loss is summed over its examples or, divided by their number, a mean. Default `'sum'`. */
  readonly lossReduction?: Reduction | undefined;
}

/** For `checkNames`, with those that a baseline of a kind has besides. */
export const baselineOptionNames: readonly string[] = [
  ...Object.keys({ weightColumn: true, optimizer: true, lossReduction: true } satisfies Record<
    Exclude<keyof BaselineOptions, keyof EstimatorOptions>,
    true
  >),
  ...estimatorOptionNames,
];

/** An estimator of nothing but a bias under a head: TensorFlow's `_baseline_model_fn`. */
export function baselineParts<Prediction, Scores>(
  kind: string,
  options: BaselineOptions,
  head: Head<Prediction, Scores>,
): EstimatorParts<Prediction, Scores> {
  return {
    ...options,
    ...{ kind, head },
    ...baselineNetwork(head.logits),
    optimizer: optimizerOf(options.optimizer ?? 'ftrl', 0.3),
    variableNames: variableNames((parameter) => parameter, { slots: '/', once: 'head' }),
  };
}

/** The same logits for every example, whatever its features. */
export function baselineNetwork(logits: number): { readonly input: InputLayer; readonly network: Model } {
  return { input: countOnly, network: sequential([biasOnly(logits)], { inputShape: [1] }) };
}

/** Of the input, only how many examples there are. */
const countOnly: InputLayer = {
  width: 1,
  layers: [],
  encode(features) {
    const rows = Object.values(features)[0]?.length;
    if (rows === undefined) throw new RangeError('Cannot use the input: it has no columns to count examples by.');
    return new Matrix(new Uint8Array(rows), [rows, 1]);
  },
};

/** The same for every example. */
function biasOnly(units: number): Layer {
  return {
    name: 'baseline',
    outputShape: () => [units],
    parameters: () => [{ name: 'bias', shape: [units], initializer: zeros() }],
    call: (x, context) => tf.add(tf.zeros([x.shape[0] ?? 0, units]), context.parameter('bias')),
  };
}
