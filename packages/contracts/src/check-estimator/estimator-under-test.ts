import type { MatrixLike } from '@feedforward/datasets';

/** What an estimator is given to learn, and says of a row. */
export type Answer = number | string | boolean;

/** Rows, and what is to be said of each. */
export interface Examples {
  readonly rows: MatrixLike;
  readonly labels: readonly Answer[];
  /** How much each counts. Absent: all alike. */
  readonly weights?: readonly number[] | undefined;
}

/** What an estimator is made for. */
export interface Task {
  /** Of all that it draws. */
  readonly seed: number;
  /** How many features a row has. */
  readonly features: number;
  /** The classes there are, in ascending order; for a regressor none. */
  readonly classes: readonly Answer[];
  /** Whether its examples will come with weights. */
  readonly isWeighted: boolean;
}

/** How an estimator is made, fitted and asked: what {@link checkEstimator} knows of it. What it does may take time. */
export interface EstimatorUnderTest<E> {
  readonly kind: 'classifier' | 'regressor';
  /** A new one, not fitted. */
  make(task: Task): E;
  /** Learns from examples, thoroughly enough to get nearly all right that are easy. */
  fit(estimator: E, examples: Examples): unknown;
  /**
   * Asks for the fit that was just made once more. Where `fit` goes on from where it stands, that is to train to the
   * step that is reached. Default: `fit`.
   */
  fitAgain?(estimator: E, examples: Examples): unknown;
  /** An answer for each row. */
  predict(estimator: E, rows: MatrixLike): readonly Answer[] | Promise<readonly Answer[]>;
  /** The share of the examples that are right; for a regressor, the mean squared error. */
  score(estimator: E, examples: Examples): number | Promise<number>;
  /** What it was made with, to be compared. */
  params(estimator: E): unknown;
  /** Another, made with the same, not fitted. */
  clone(estimator: E): E;
  /** A copy of all that fitting changes, to be compared; of one that is fitted. */
  state(estimator: E): unknown;
  /** Another, by way of what is kept of this one: JSON, or files. */
  reload(estimator: E): E | Promise<E>;
}

/** Rules that estimators keep, by name: each rejects for an estimator that does not. */
export type Conventions = Readonly<Record<string, <E>(subject: EstimatorUnderTest<E>) => Promise<void>>>;
