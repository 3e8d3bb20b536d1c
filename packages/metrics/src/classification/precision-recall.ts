import { f1Rule, precisionRule, recallRule } from './class-rules.ts';
import { type ClassScore, classScore } from './class-score.ts';

/**
 * Of the examples predicted to be of a class, the share that are: scikit-learn's `precision_score`, 0 where none is.
 *
 * `precision(yTrue, yPred, options?)` is the score of predicted labels, numbers or strings; `precision(options?)` is a
 * metric, of outputs and labels as for {@link accuracy}. See {@link LabelScoreOptions} and {@link ClassScoreOptions};
 * `average: 'none'` gives the score of every class, and for a metric before its first example an empty array.
 *
 * @throws RangeError for an average it does not know, for `'binary'` with more than two classes, and as
 * {@link accuracy}.
 *
 * @example
 * ```ts
 * import { precision, score } from '@feedforward/metrics';
 *
 * console.log(precision([0, 1, 0], [0, 1, 1])); // 0.5
 * console.log(precision(['no', 'yes', 'no'], ['no', 'yes', 'yes'], { average: 'none' })); // [1, 0.5]
 * console.log(score(precision(), [[2, 1], [0, 3], [0, 1]], [0, 1, 0])); // 0.5
 * ```
 */
export const precision: ClassScore = classScore('precision', precisionRule);

/**
 * Of the examples of a class, the share predicted to be: scikit-learn's `recall_score`, 0 where there are none.
 * Options and errors as for {@link precision}.
 */
export const recall: ClassScore = classScore('recall', recallRule);

/**
 * The harmonic mean of precision and recall: scikit-learn's `f1_score`, 0 where both are.
 * Options and errors as for {@link precision}.
 */
export const f1: ClassScore = classScore('f1', f1Rule);
