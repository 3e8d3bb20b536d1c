import { checkNames } from '../check-names.ts';
import { Estimator } from '../estimator/estimator.ts';
import { type ClassPrediction, type ClassScores, classHead } from '../heads/class-head.ts';
import { ClassLabels } from '../heads/class-labels.ts';
import { type BaselineOptions, baselineOptionNames, baselineParts } from './baseline-parts.ts';

/** What {@link BaselineClassifier} is made of. */
export interface BaselineClassifierOptions extends BaselineOptions {
  /** Default 2. */
  readonly nClasses?: number | undefined;
  /** The classes' names, which labels are then given by. Default: labels are indices. */
  readonly labelVocabulary?: readonly string[] | undefined;
}

/**
 * A classifier that ignores the features and learns how often each class comes: TensorFlow 1's `BaselineClassifier`.
 * Whatever learns from the features should do better.
 *
 * @example
 * ```ts
 * import { arrayInputFn, BaselineClassifier, silentLogger } from '@feedforward/estimators';
 *
 * const input = { x: { x: [[0], [1], [2], [3]] }, y: Int32Array.of(0, 2, 2, 2) };
 * const baseline = new BaselineClassifier({ nClasses: 3, config: { logger: silentLogger } });
 * await baseline.train({ inputFn: arrayInputFn({ ...input, numEpochs: 200, shuffle: true }) });
 * console.log((await baseline.evaluate({ inputFn: arrayInputFn({ ...input, shuffle: false }) })).accuracy); // 0.75
 * ```
 */
export class BaselineClassifier extends Estimator<ClassPrediction, ClassScores> {
  /** @throws RangeError for an option that is out of range, or an unknown name. */
  constructor(options: BaselineClassifierOptions = {}) {
    checkNames(options, [...baselineOptionNames, 'nClasses', 'labelVocabulary'], 'make a BaselineClassifier');
    const labels = new ClassLabels(options.nClasses ?? 2, options.labelVocabulary);
    super(baselineParts('classifier', options, classHead(labels, options.lossReduction ?? 'sum')));
  }
}
