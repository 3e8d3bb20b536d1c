import { checkNames } from '../check-names.ts';
import { Estimator } from '../estimator/estimator.ts';
import { type RegressionPrediction, type RegressionScores, regressionHead } from '../heads/regression-head.ts';
import { type DNNOptions, dnnOptionNames } from './dnn-options.ts';
import { dnnParts } from './dnn-parts.ts';

/** What {@link DNNRegressor} is made of. */
export interface DNNRegressorOptions extends DNNOptions {
  /** How many values an example has. Default 1. */
  readonly labelDimension?: number | undefined;
}

/**
 * A regressor made of dense layers: TensorFlow 1's `DNNRegressor`. It trains on the squared errors, summed over the
 * batch.
 *
 * @example
 * ```ts
 * import { arrayInputFn, DNNRegressor, numericColumn, silentLogger } from '@feedforward/estimators';
 *
 * const x = Array.from({ length: 100 }, (_, i) => [i / 100]);
 * const y = Float32Array.from(x, ([value]) => 3 * value! + 1);
 * const regressor = new DNNRegressor({
 *   hiddenUnits: [16],
 *   featureColumns: [numericColumn('x')],
 *   config: { randomSeed: 42, logger: silentLogger },
 * });
 * await regressor.train({ inputFn: arrayInputFn({ x: { x }, y, numEpochs: 200, shuffle: true }) });
 * for await (const { predictions } of regressor.predict({ inputFn: arrayInputFn({ x: { x: [[0.5]] }, shuffle: false }) })) {
 *   console.log(Math.abs(predictions[0]! - 2.5) < 0.1); // true
 * }
 * ```
 */
export class DNNRegressor extends Estimator<RegressionPrediction, RegressionScores> {
  /** @throws RangeError for an option that is out of range, or an unknown name. */
  constructor(options: DNNRegressorOptions) {
    checkNames(options, [...dnnOptionNames, 'labelDimension'], 'make a DNNRegressor');
    super(dnnParts('regressor', options, regressionHead(options.labelDimension ?? 1, options.lossReduction ?? 'sum')));
  }
}
