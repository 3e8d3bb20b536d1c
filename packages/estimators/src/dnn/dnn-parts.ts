import {
  batchNormalization,
  dense,
  dropout as dropoutLayer,
  type Layer,
  type Model,
  sequential,
} from '@feedforward/layers';
import type { EstimatorParts } from '../estimator/estimator-parts.ts';
import { optimizerOf } from '../estimator/optimizer-of.ts';
import { variableNames } from '../estimator/variable-names.ts';
import { type InputLayer, inputLayer } from '../feature-columns/input-layer.ts';
import type { Head } from '../heads/head.ts';
import type { DNNOptions } from './dnn-options.ts';

/** TensorFlow's `_LEARNING_RATE`, that of every optimizer given by name. */
const learningRate = 0.05;

/** An estimator of dense layers under a head: TensorFlow's `_dnn_model_fn`. */
export function dnnParts<Prediction, Scores>(
  kind: string,
  options: DNNOptions,
  head: Head<Prediction, Scores>,
): EstimatorParts<Prediction, Scores> {
  const input = inputLayer(options.featureColumns);
  const optimizer = optimizerOf(options.optimizer ?? 'adagrad', learningRate);
  return {
    ...options,
    ...{ kind, input, head, optimizer },
    network: networkOf(options, input, head.logits),
    variableNames: variableNames(variableOf, { slots: '/t_0/', once: 'dnn/head' }),
  };
}

function networkOf(options: DNNOptions, input: InputLayer, logits: number): Model {
  const { hiddenUnits, activationFn = 'relu', dropout = 0, batchNorm = false } = options;
  if (!Array.isArray(hiddenUnits)) {
    throw new TypeError(`Cannot make a network: hiddenUnits must be an array of whole numbers, found ${hiddenUnits}.`);
  }
  const hidden = hiddenUnits.flatMap((units, i): Layer[] => [
    dense(units, { name: `hiddenlayer_${i}`, activation: activationFn }),
    ...(dropout === 0 ? [] : [dropoutLayer(dropout)]),
    ...(batchNorm ? [batchNormalization({ name: `batchnorm_${i}`, momentum: 0.999 })] : []),
  ]);
  return sequential([...input.layers, ...hidden, dense(logits, { name: 'logits' })], { inputShape: [input.width] });
}

/** The name that TensorFlow's DNN estimators give a parameter of the network. */
function variableOf(parameter: string): string {
  if (parameter.startsWith('input_layer/')) {
    return `dnn/input_from_feature_columns/${parameter.replace(/\.(?=embedding_weights$)/, '/')}`;
  }
  const normalization = /^batchnorm_(\d+)\/(.*)$/.exec(parameter);
  if (!normalization) return `dnn/${parameter}`;
  const [, layer, name = ''] = normalization;
  const snakeCase = name.replace(/[A-Z]/, (letter) => `_${letter.toLowerCase()}`);
  return `dnn/hiddenlayer_${layer}/batchnorm_${layer}/${snakeCase}`;
}
