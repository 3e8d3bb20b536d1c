import { checkNames } from '../check-names.ts';
import { Estimator } from '../estimator/estimator.ts';
import { type ClassPrediction, type ClassScores, classHead } from '../heads/class-head.ts';
import { ClassLabels } from '../heads/class-labels.ts';
import { type DNNOptions, dnnOptionNames } from './dnn-options.ts';
import { dnnParts } from './dnn-parts.ts';

/** What {@link DNNClassifier} is made of. */
export interface DNNClassifierOptions extends DNNOptions {
  /** Default 2. */
  readonly nClasses?: number | undefined;
  /** The classes' names, which labels are then given by. Default: labels are indices. */
  readonly labelVocabulary?: readonly string[] | undefined;
}

/**
 * A classifier made of dense layers: TensorFlow 1's `DNNClassifier`. Its kernels begin glorot-uniform and its
 * biases zero, and the loss it trains on is the sum over the batch.
 *
 * @example
 * ```ts
 * import { loadIris } from '@feedforward/datasets';
 * import { arrayInputFn, DNNClassifier, numericColumn, silentLogger } from '@feedforward/estimators';
 *
 * const { features, labels } = loadIris();
 * const classifier = new DNNClassifier({
 *   hiddenUnits: [10, 10],
 *   nClasses: 3,
 *   featureColumns: [numericColumn('iris', { shape: [4] })],
 *   config: { randomSeed: 42, logger: silentLogger },
 * });
 * const input = { x: { iris: features }, y: labels };
 * await classifier.train({ inputFn: arrayInputFn({ ...input, numEpochs: 100, shuffle: true }) });
 * const { accuracy } = await classifier.evaluate({ inputFn: arrayInputFn({ ...input, shuffle: false }) });
 * console.log(accuracy > 0.9); // true
 * ```
 */
export class DNNClassifier extends Estimator<ClassPrediction, ClassScores> {
  /** @throws RangeError for an option that is out of range, or an unknown name. */
  constructor(options: DNNClassifierOptions) {
    checkNames(options, [...dnnOptionNames, 'nClasses', 'labelVocabulary'], 'make a DNNClassifier');
    const labels = new ClassLabels(options.nClasses ?? 2, options.labelVocabulary);
    super(dnnParts('classifier', options, classHead(labels, options.lossReduction ?? 'sum')));
  }
}
