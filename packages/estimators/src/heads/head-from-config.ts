import type { Reduction } from '@feedforward/metrics/losses';
import { type ClassPrediction, type ClassScores, classHead } from './class-head.ts';
import { ClassLabels } from './class-labels.ts';
import type { Head } from './head.ts';
import { type RegressionPrediction, type RegressionScores, regressionHead } from './regression-head.ts';

/** A head, and whose it is. */
export type AnyHead =
  | { readonly kind: 'classifier'; readonly head: Head<ClassPrediction, ClassScores> }
  | { readonly kind: 'regressor'; readonly head: Head<RegressionPrediction, RegressionScores> };

/**
 * The head with this config, which may be a stranger's JSON.
 * @throws RangeError that says what is wrong with it.
 */
export function headFromConfig(config: Readonly<Record<string, unknown>>): AnyHead {
  const { type, nClasses, labelVocabulary, labelDimension, lossReduction } = config;
  if (!isReduction(lossReduction)) {
    throw new RangeError(
      `Cannot read head: lossReduction must be mean or sum, found ${JSON.stringify(lossReduction)}.`,
    );
  }
  if (type === 'classes' && (labelVocabulary === undefined || areStrings(labelVocabulary))) {
    const labels = new ClassLabels(Number(nClasses), labelVocabulary);
    return { kind: 'classifier', head: classHead(labels, lossReduction) };
  }
  if (type === 'regression') return { kind: 'regressor', head: regressionHead(Number(labelDimension), lossReduction) };
  throw new RangeError(
    `Cannot read head: it must be of type classes, its labelVocabulary strings, or regression; found ${JSON.stringify(config)}.`,
  );
}

const isReduction = (value: unknown): value is Reduction => value === 'mean' || value === 'sum';

function areStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
