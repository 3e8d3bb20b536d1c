import { Matrix, type MatrixLike } from '@feedforward/datasets';
import { RandomState } from '@feedforward/random';
import { checkNames } from '../check-names.ts';
import { dotRow, featureRows } from './feature-rows.ts';
import { begin, type Fitted } from './fitted.ts';
import { classesOf, type Label } from './labels.ts';
import { type PerceptronOptions, withDefaults } from './options.ts';
import { fromJson, type PerceptronJson, toJson } from './perceptron-json.ts';
import { sampleWeights, weightedShare } from './sample-weights.ts';
import { type ClassesTask, trainClasses } from './train-classes.ts';

/** What {@link Perceptron.fit} can be given besides examples. */
export interface FitOptions {
  /** What each example's step is multiplied by, besides its class's weight: finite numbers. Default: all 1. */
  readonly sampleWeight?: ArrayLike<number> | undefined;
  /** The weights to begin with, in the shape of `coef`. Default: zeros, or with `warmStart` those of the last fit. */
  readonly coefInit?: ArrayLike<ArrayLike<number>> | undefined;
  /** The intercepts to begin with, as many as there are rows of `coef`. Default: as `coefInit`. */
  readonly interceptInit?: ArrayLike<number> | undefined;
}

/** What {@link Perceptron.partialFit} can be given besides examples. */
export interface PartialFitOptions<L extends Label = Label> {
  /** All labels that will ever come; required by the first call, where nothing was fitted before. */
  readonly classes?: ArrayLike<L> | undefined;
  /** As in {@link FitOptions}. */
  readonly sampleWeight?: ArrayLike<number> | undefined;
}

/**
 * A linear classifier that learns from its mistakes: scikit-learn's `Perceptron` (1.2), in every bit of its weights.
 *
 * Two classes take one row of weights, positive for the greater label; more take one row each, one class against all
 * others. Labels are whole numbers or, with `new Perceptron<string>()` or `<boolean>`, strings or booleans. Everything
 * is float64.
 *
 * Where scikit-learn warns that `maxIter` came before convergence, nothing is said: {@link nIter} equals `maxIter`. A
 * call that throws leaves the estimator as it was, and a random state that it was given.
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
  #options: Required<PerceptronOptions>;
  #fitted: Fitted<L> | undefined;

  /** @throws RangeError for an option outside its range, or one that there is not. */
  constructor(options: PerceptronOptions = {}) {
    this.#options = withDefaults(options);
  }

  /**
   * The perceptron that {@link toJSON} wrote, equal in every bit: it predicts the same, and learns on the same.
   * @param json By way of `JSON.parse`, say. As for the constructor, labels other than numbers are to be told:
   *   `Perceptron.fromJSON<string>(…)`.
   * @throws RangeError or TypeError for anything else.
   */
  static fromJSON<L extends Label = number>(json: PerceptronJson<NoInfer<L>>): Perceptron<L> {
    const { params, fitted } = fromJson(json);
    const perceptron = new Perceptron<L>(params);
    perceptron.#fitted = fitted;
    return perceptron;
  }

  /** All there is to know of it, fitted or not, for `JSON.stringify`. */
  toJSON(): PerceptronJson<L> {
    return toJson(this.#options, this.#fitted);
  }

  /** All options, the defaults too. Fitting changes none; a random state that was given is drawn from. */
  getParams(): Required<PerceptronOptions> {
    return withDefaults(this.#options);
  }

  /**
   * Changes options for the calls to come; what was fitted stays.
   * @throws RangeError for an option outside its range, or one that there is not: then all stay as they were.
   */
  setParams(options: PerceptronOptions): this {
    this.#options = withDefaults(options, "set a Perceptron's options", this.#options);
    return this;
  }

  /** Another with the same options, not fitted: scikit-learn's `clone`. A random state is copied as it stands. */
  clone(): Perceptron<L> {
    const { randomState, ...options } = this.#options;
    const copied = randomState instanceof RandomState ? RandomState.from(randomState.getState()) : randomState;
    return new Perceptron({ ...options, randomState: copied });
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
   * @throws RangeError or TypeError for features, labels or weights that do not serve, or too few to hold some out, or
   *   for an option that there is not;
   *   RangeError if the weights overflow.
   */
  fit(features: MatrixLike, labels: ArrayLike<L>, options: FitOptions = {}): this {
    checkNames(options, ['sampleWeight', 'coefInit', 'interceptInit'], 'fit');
    const { sampleWeight, coefInit, interceptInit } = options;
    const rows = featureRows(features, 'fit');
    checkLabelCount('fit', rows.count, labels.length);
    const last = this.#options.warmStart && this.#fitted ? this.#fitted.separators : undefined;
    const from = begin(classesOf(labels), rows.width, {
      coef: coefInit ?? last?.map(({ coef }) => coef),
      intercept: interceptInit ?? last?.map(({ intercept }) => intercept),
    });
    const weights = sampleWeights(sampleWeight, rows.count, 'fit');
    this.#train({ rows, labels, sampleWeight: weights, from, maxIter: this.#options.maxIter });
    return this;
  }

  /**
   * Learns on from where it stands, for one epoch over these examples.
   * @param options The classes and weights, or the classes alone.
   * @throws RangeError or TypeError as in {@link fit}, and for a label or a number of features unknown so far. As in
   *   scikit-learn, a first call does not take `earlyStopping` or balanced class weights.
   */
  partialFit(features: MatrixLike, labels: ArrayLike<L>, options: PartialFitOptions<L> | ArrayLike<L> = {}): this {
    const given: PartialFitOptions<L> = 'length' in options ? { classes: options } : options;
    checkNames(given, ['classes', 'sampleWeight'], 'fit');
    const { classes, sampleWeight } = given;
    const rows = featureRows(features, 'fit', this.#fitted?.separators[0]?.coef.length);
    checkLabelCount('fit', rows.count, labels.length);
    const from = this.#fitted ?? this.#beginPartial(classes, rows.width);
    if (classes && !sameLabels(classesOf(classes), from.classes)) {
      throw new RangeError(`Cannot fit: the classes were [${from.classes}], now they are [${classesOf(classes)}].`);
    }
    const unknown = classesOf(labels).find((label) => !from.classes.includes(label));
    if (unknown !== undefined) {
      throw new RangeError(`Cannot fit: label ${unknown} is not among the classes [${from.classes}].`);
    }
    const weights = sampleWeights(sampleWeight, rows.count, 'fit');
    this.#train({ rows, labels, sampleWeight: weights, from, maxIter: 1 });
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
   * The share of examples whose label is predicted, each counted by its weight.
   * @throws As {@link predict}; RangeError if labels or weights are too many or too few, or the weights add up to 0.
   */
  score(
    features: MatrixLike,
    labels: ArrayLike<L>,
    options: { readonly sampleWeight?: ArrayLike<number> | undefined } = {},
  ): number {
    checkNames(options, ['sampleWeight'], 'score');
    const predicted = this.#predict(features, 'score');
    checkLabelCount('score', predicted.length, labels.length);
    const weights = sampleWeights(options.sampleWeight, predicted.length, 'score');
    return weightedShare((i) => predicted[i] === labels[i], weights, 'score');
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

  #train(task: ClassesTask<L>): void {
    const { randomState } = this.#options;
    const before = randomState instanceof RandomState ? randomState.getState() : undefined;
    try {
      this.#fitted = trainClasses(task, this.#options);
    } catch (error) {
      if (before && randomState instanceof RandomState) randomState.setState(before);
      throw error;
    }
  }

  #beginPartial(classes: ArrayLike<L> | undefined, width: number): Fitted<L> {
    if (this.#options.earlyStopping || this.#options.classWeight === 'balanced') {
      throw new RangeError(
        "Cannot fit: partialFit begins without earlyStopping and with class weights in numbers, not 'balanced'; it does not see all examples.",
      );
    }
    if (!classes) throw new RangeError('Cannot fit: the first call of partialFit takes all classes, found none.');
    return begin(classesOf(classes), width);
  }

  #required(what: string): Fitted<L> {
    if (!this.#fitted) throw new Error(`Cannot ${what}: this Perceptron has not been fitted. Call fit first.`);
    return this.#fitted;
  }
}

function sameLabels(a: readonly Label[], b: readonly Label[]): boolean {
  return a.length === b.length && a.every((label, i) => label === b[i]);
}

function checkLabelCount(what: string, required: number, found: number): void {
  if (found !== required) {
    throw new RangeError(`Cannot ${what}: there must be a label for each of ${required} rows, found ${found} labels.`);
  }
}
