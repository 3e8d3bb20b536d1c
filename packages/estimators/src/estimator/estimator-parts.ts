import type { Model } from '@feedforward/layers';
import type { Optimizer } from '@feedforward/training';
import type { FeatureColumn } from '../feature-columns/feature-column.ts';
import type { InputLayer } from '../feature-columns/input-layer.ts';
import type { Head } from '../heads/head.ts';
import type { EstimatorOptions } from './estimator-options.ts';
import type { VariableNames } from './variable-names.ts';

/** What an estimator is made of. */
export interface EstimatorParts<Prediction, Scores> extends EstimatorOptions {
  /** What errors call it. */
  readonly kind: string;
  readonly input: InputLayer;
  /** What the input is made of; undefined where features are ignored. */
  readonly featureColumns?: readonly FeatureColumn[] | undefined;
  readonly head: Head<Prediction, Scores>;
  readonly network: Model;
  readonly optimizer: Optimizer;
  readonly variableNames: VariableNames;
  readonly weightColumn?: string | undefined;
}
