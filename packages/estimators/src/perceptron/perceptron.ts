import { Matrix, type MatrixLike } from '@feedforward/datasets';
import { RandomState } from '@feedforward/random';
import { dotRow, type FeatureRows, featureRows } from './feature-rows.ts';
import { classesOf, type Label } from './labels.ts';
import { type PerceptronOptions, withDefaults } from './options.ts';
import { type Separator, trainBinary } from './train-binary.ts';

/** scikit-learn's bound for the seeds that it draws. */
const seedBound = 2 ** 31 - 1;

/** All that fitting changes. */
interface Fitted<L extends Label> {
  readonly classes: readonly L[];
  /** One for two classes; else one for each class, against all others. */
  readonly separators: readonly Separator[];
  readonly nIter: number;
  readonly t: number;
}

/**
 * A linear classifier that learns from its mistakes: scikit-learn's `Perceptron` (1.2), in every bit of its weights.
 *
 * Two classes take one row of weights, positive for the greater label; more take one row each, one class against all
 * others. Labels are numbers or, with `new Perceptron<string>()`, strings. Everything is float64.
 *
 * A call that throws leaves the estimator as it was.
 *
 * @example
 * ```ts
 * import { Perceptron } from '@feedforward/estimators';
 *
 * const and = new Perceptron().fit([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1]);
 * console.log(and.predict([[1, 1], [0, 1]])); // [1, 0]
 * console.log(and.coef, and.intercept); // [[2, 2]] [-2]
 * ```
 */
export class Perceptron<L extends Label = number> {
  readonly #options: Required<PerceptronOptions>;
  #fitted: Fitted<L> | undefined;

  /** @throws RangeError for an option outside its range. */
  constructor(options: PerceptronOptions = {}) {
    this.#options = withDefaults(options);
  }

  /** The labels, in ascending order. @throws Error before fitting. */
  get classes(): L[] {
    return [...this.#required('give its classes').classes];
  }

  /** The weights: [1, features] for two classes, else [classes, features]. @throws Error before fitting. */
  get coef(): number[][] {
    return this.#required('give its weights').separators.map(({ coef }) => Array.from(coef));
  }

  /** The intercepts, one for each row of {@link coef}. @throws Error before fitting. */
  get intercept(): number[] {
    return this.#required('give its intercepts').separators.map(({ intercept }) => intercept);
  }

  /**
   * Epochs of the last fit, of the slowest class. Where it equals `maxIter`, fitting may not have been done.
   * @throws Error before fitting.
   */
  get nIter(): number {
    return this.#required('give its epochs').nIter;
  }

  /** One more than the examples seen, {@link nIter} times those of each fit. @throws Error before fitting. */
  get t(): number {
    return this.#required('give the examples seen').t;
  }

  /**
   * Learns afresh, until the loss no longer falls.
   * @param features [examples, features], finite.
   * @param labels A label for each example; at least two different ones.
   * @throws RangeError or TypeError for features or labels that do not serve; RangeError if the weights overflow.
   */
  fit(features: MatrixLike, labels: ArrayLike<L>): this {
    const rows = featureRows(features, 'fit');
    checkLabelCount('fit', rows.count, labels.length);
    this.#fitted = this.#train(rows, labels, begin(classesOf(labels), rows.width), this.#options.maxIter);
    return this;
  }

  /**
   * Learns on from where it stands, for one epoch over these examples.
   * @param classes All labels that will ever come; required by the first call, where nothing was fitted before.
   * @throws RangeError or TypeError as in {@link fit}, and for a label or a number of features unknown so far.
   */
  partialFit(features: MatrixLike, labels: ArrayLike<L>, classes?: ArrayLike<L>): this {
    const rows = featureRows(features, 'fit', this.#fitted?.separators[0]?.coef.length);
    checkLabelCount('fit', rows.count, labels.length);
    const start = this.#fitted ?? begin(classes && classesOf(classes), rows.width);
    if (classes && !sameLabels(classesOf(classes), start.classes)) {
      throw new RangeError(`Cannot fit: the classes were [${start.classes}], now they are [${classesOf(classes)}].`);
    }
    const unknown = classesOf(labels).find((label) => !start.classes.includes(label));
    if (unknown !== undefined) {
      throw new RangeError(`Cannot fit: label ${unknown} is not among the classes [${start.classes}].`);
    }
    this.#fitted = this.#train(rows, labels, start, 1);
    return this;
  }

  /**
   * How far each example lies on the positive side of each row of {@link coef}: [examples, 1] for two classes, else
   * [examples, classes].
   * @throws Error before fitting, RangeError for features that do not serve.
   */
  decisionFunction(features: MatrixLike): Matrix<Float64Array> {
    return this.#scores(features, 'decide');
  }

  /** A label for each example. @throws Error before fitting, RangeError for features that do not serve. */
  predict(features: MatrixLike): L[] {
    return this.#predict(features, 'predict');
  }

  /**
   * The share of examples whose label is predicted.
   * @throws As {@link predict}; RangeError if the labels are too many or too few.
   */
  score(features: MatrixLike, labels: ArrayLike<L>): number {
    const predicted = this.#predict(features, 'score');
    checkLabelCount('score', predicted.length, labels.length);
    return predicted.filter((label, i) => label === labels[i]).length / predicted.length;
  }

  #predict(features: MatrixLike, what: string): L[] {
    const { classes } = this.#required(what);
    const scores = this.#scores(features, what);
    const chosen = classes.length === 2 ? scores.data.map((score) => (score > 0 ? 1 : 0)) : scores.argMax();
    return Array.from(chosen, (index) => classes[index]!);
  }

  #scores(features: MatrixLike, what: string): Matrix<Float64Array> {
    const { separators } = this.#required(what);
    const rows = featureRows(features, what, separators[0]!.coef.length);
    const scores = new Float64Array(rows.count * separators.length);
    for (let i = 0, next = 0; i < rows.count; i++) {
      for (const { coef, intercept } of separators) scores[next++] = dotRow(rows, i, coef) + intercept;
    }
    return new Matrix(scores, [rows.count, separators.length]);
  }

  #train(rows: FeatureRows, labels: ArrayLike<L>, from: Fitted<L>, maxIter: number): Fitted<L> {
    const { classes, separators } = from;
    const binary = classes.length === 2;
    const random = this.#random();
    // Each class against all others gets a stream of its own; two classes draw from the one at hand.
    const streams = binary
      ? [random]
      : Array.from(random.randint(0, seedBound, classes.length), (s) => new RandomState(s));
    const trained = separators.map((start, k) => {
      const positive = classes[binary ? 1 : k];
      const signs = Int8Array.from(labels, (label) => (label === positive ? 1 : -1));
      return trainBinary({ rows, signs, start, maxIter, seed: shuffleSeed(streams[k]!) }, this.#options);
    });
    const nIter = Math.max(...trained.map((separator) => separator.nIter));
    return { classes, separators: trained, nIter, t: from.t + nIter * rows.count };
  }

  #random(): RandomState {
    const { randomState } = this.#options;
    return typeof randomState === 'number' ? new RandomState(randomState) : randomState;
  }

  #required(what: string): Fitted<L> {
    if (!this.#fitted) throw new Error(`Cannot ${what}: this Perceptron has not been fitted. Call fit first.`);
    return this.#fitted;
  }
}

/** scikit-learn spends a first draw on making the data set; the second is the seed. */
function shuffleSeed(random: RandomState): number {
  random.randint(1, seedBound);
  return random.randint(0, seedBound);
}

/** A beginning with all weights zero. */
function begin<L extends Label>(classes: readonly L[] | undefined, width: number): Fitted<L> {
  if (!classes) throw new RangeError('Cannot fit: the first call of partialFit takes all classes, found none.');
  if (classes.length < 2) {
    throw new RangeError(`Cannot fit: there must be at least two classes, found ${classes.length}: [${classes}].`);
  }
  const separators = Array.from({ length: classes.length === 2 ? 1 : classes.length }, () => ({
    coef: new Float64Array(width),
    intercept: 0,
  }));
  return { classes, separators, nIter: 0, t: 1 };
}

function sameLabels(a: readonly Label[], b: readonly Label[]): boolean {
  return a.length === b.length && a.every((label, i) => label === b[i]);
}

function checkLabelCount(what: string, required: number, found: number): void {
  if (found !== required) {
    throw new RangeError(`Cannot ${what}: there must be a label for each of ${required} rows, found ${found} labels.`);
  }
}
