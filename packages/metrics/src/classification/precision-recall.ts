import { type ClassScore, classScore, ratio } from './class-score.ts';

/**
 * Of the examples predicted to be of a class, the share that are: scikit-learn's `precision_score`, 0 where none is.
 *
 * Outputs and labels as for {@link accuracy}. Option `average`, default `'binary'`: see {@link Average}; `'none'`
 * gives the score of every class, and before the first example an empty array.
 *
 * @throws RangeError for an average it does not know; on update, for `'binary'` with more than two classes.
 *
 * @example
 * ```ts
 * import { precision, score } from '@feedforward/metrics';
 *
 * const outputs = [[2, 1], [0, 3], [0, 1]];
 * console.log(score(precision(), outputs, [0, 1, 0])); // 0.5
 * console.log(score(precision({ average: 'none' }), outputs, [0, 1, 0])); // [1, 0.5]
 * ```
 */
export const precision: ClassScore = classScore('precision', ({ truePositives, predicted }) =>
  ratio(truePositives, predicted),
);

/**
 * Of the examples of a class, the share predicted to be: scikit-learn's `recall_score`, 0 where there are none.
 * Options and errors as for {@link precision}.
 */
export const recall: ClassScore = classScore('recall', ({ truePositives, labelled }) => ratio(truePositives, labelled));

/**
 * The harmonic mean of precision and recall: scikit-learn's `f1_score`, 0 where both are.
 * Options and errors as for {@link precision}.
 */
export const f1: ClassScore = classScore('f1', ({ truePositives, predicted, labelled }) =>
  ratio(2 * truePositives, predicted + labelled),
);
