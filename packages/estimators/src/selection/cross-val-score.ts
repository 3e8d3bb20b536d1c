import {
  KFold,
  type Label,
  Matrix,
  type MatrixLike,
  type Split,
  type Splitter,
  StratifiedKFold,
} from '@feedforward/datasets';

/** What can be cross-validated: it learns from examples, at once or in its own time. */
export interface Fittable<L extends Label> {
  fit(features: Matrix, labels: ArrayLike<L>): unknown;
}

/** What also scores itself. */
export interface Scorable<L extends Label> extends Fittable<L> {
  score(features: Matrix, labels: ArrayLike<L>): number | Promise<number>;
}

/** An estimator, of which each split fits a clone; or what makes a new one for each split. */
export type EstimatorSource<E> = { clone(): E } | (() => E);

/** How {@link crossValScore} scores. */
export interface CrossValScoreOptions<E, L extends Label> {
  /**
   * A splitter, or the splits, or the number of folds. Folds are stratified where labels are strings or whole numbers;
   * give a `KFold` where whole numbers are not classes. Default 5.
   */
  readonly cv?: number | Splitter | Iterable<Readonly<Split>> | undefined;
  /** Scores a fitted estimator. Default: its own `score`. */
  readonly scoring?: ((estimator: E, features: Matrix, labels: ArrayLike<L>) => number | Promise<number>) | undefined;
}

/**
 * How well an estimator does on examples that it was not fitted on: the score of each split, scikit-learn's
 * `cross_val_score`. Splits are fitted one after the other; an error ends it all.
 *
 * @param estimator With `clone()`, such as a {@link Perceptron}; or a function that makes one, so that networks can be
 * cross-validated too.
 * @param features `[n, features]`
 * @param labels `[n]`
 * @throws RangeError if there are not as many labels as rows, or the splitter refuses them; TypeError for an estimator
 * without `clone`, or without `score` where no `scoring` is given, or a `scoring` that is no function; and what fitting
 * and scoring throw.
 *
 * @example
 * ```ts
 * import { loadIris, StratifiedKFold } from '@feedforward/datasets';
 * import { crossValScore, Perceptron } from '@feedforward/estimators';
 * import { balancedAccuracy } from '@feedforward/metrics';
 *
 * const { features: X, labels: y } = loadIris();
 * console.log(await crossValScore(new Perceptron(), X, y, { cv: 3 })); // [ 0.74, 0.76, 0.66 ]
 *
 * const cv = new StratifiedKFold({ nSplits: 3, shuffle: true, randomState: 0 });
 * const scores = await crossValScore(new Perceptron(), X, y, {
 *   cv,
 *   scoring: (perceptron, XTest, yTest) => balancedAccuracy(yTest, perceptron.predict(XTest)),
 * });
 * console.log(scores); // [ 0.9607843137254902, 0.8186274509803922, 0.9411764705882352 ]
 * ```
 */
export async function crossValScore<L extends Label, E extends Scorable<L>>(
  estimator: EstimatorSource<E>,
  features: MatrixLike,
  labels: ArrayLike<L>,
  options?: CrossValScoreOptions<E, L>,
): Promise<number[]>;
export async function crossValScore<L extends Label, E extends Fittable<L>>(
  estimator: EstimatorSource<E>,
  features: MatrixLike,
  labels: ArrayLike<L>,
  options: CrossValScoreOptions<E, L> & { readonly scoring: object },
): Promise<number[]>;
export async function crossValScore<L extends Label, E extends Fittable<L>>(
  estimator: EstimatorSource<E>,
  features: MatrixLike,
  labels: ArrayLike<L>,
  { cv = 5, scoring }: CrossValScoreOptions<E, L> = {},
): Promise<number[]> {
  const matrix = Matrix.from(features);
  if (labels.length !== matrix.length) {
    throw new RangeError(
      `Cannot cross-validate: ${matrix.length} rows of features take as many labels, there are ${labels.length}.`,
    );
  }
  if (typeof estimator !== 'function' && typeof estimator.clone !== 'function') {
    throw new TypeError('Cannot cross-validate: the estimator has no clone. Give a function that makes one instead.');
  }
  if (scoring !== undefined && typeof scoring !== 'function') {
    throw new TypeError(
      `Cannot cross-validate: scoring must be a function (estimator, features, labels) => number, found ${scoring}.`,
    );
  }
  const scores: number[] = [];
  for (const [train, test] of splitsOf(cv, matrix, labels)) {
    const fresh = typeof estimator === 'function' ? estimator() : estimator.clone();
    await fresh.fit(matrix.take(train), partOf(labels, train));
    scores.push(await scoreOf(fresh, matrix.take(test), partOf(labels, test), scoring));
  }
  return scores;
}

function splitsOf<L extends Label>(
  cv: number | Splitter | Iterable<Readonly<Split>>,
  features: Matrix,
  labels: ArrayLike<L>,
): Iterable<Readonly<Split>> {
  if (typeof cv !== 'number') return 'split' in cv ? cv.split(features, labels) : cv;
  const areClasses = Array.from(labels).every((label) => typeof label !== 'number' || Number.isInteger(label));
  return areClasses
    ? new StratifiedKFold({ nSplits: cv }).split(features, labels)
    : new KFold({ nSplits: cv }).split(features);
}

function scoreOf<L extends Label, E extends Fittable<L>>(
  estimator: E,
  features: Matrix,
  labels: ArrayLike<L>,
  scoring: CrossValScoreOptions<E, L>['scoring'],
): number | Promise<number> {
  if (scoring) return scoring(estimator, features, labels);
  if (isScorable(estimator)) return estimator.score(features, labels);
  throw new TypeError('Cannot cross-validate: the estimator has no score, and no scoring is given.');
}

function isScorable<L extends Label>(estimator: Fittable<L>): estimator is Scorable<L> {
  return 'score' in estimator && typeof estimator.score === 'function';
}

function partOf<L extends Label>(labels: ArrayLike<L>, indices: Int32Array): L[] {
  return Array.from(indices, (i) => labels[i]!);
}
