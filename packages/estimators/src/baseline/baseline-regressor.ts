import { checkNames } from '../check-names.ts';
import { Estimator } from '../estimator/estimator.ts';
import { type RegressionPrediction, type RegressionScores, regressionHead } from '../heads/regression-head.ts';
import { type BaselineOptions, baselineOptionNames, baselineParts } from './baseline-parts.ts';

/** What {@link BaselineRegressor} is made of. */
export interface BaselineRegressorOptions extends BaselineOptions {
  /** How many values an example has. Default 1. */
  readonly labelDimension?: number | undefined;
}

/** A regressor that ignores the features and learns the labels' mean: TensorFlow 1's `BaselineRegressor`. */
export class BaselineRegressor extends Estimator<RegressionPrediction, RegressionScores> {
  /** @throws RangeError for an option that is out of range, or an unknown name. */
  constructor(options: BaselineRegressorOptions = {}) {
    checkNames(options, [...baselineOptionNames, 'labelDimension'], 'make a BaselineRegressor');
    super(
      baselineParts('regressor', options, regressionHead(options.labelDimension ?? 1, options.lossReduction ?? 'sum')),
    );
  }
}
