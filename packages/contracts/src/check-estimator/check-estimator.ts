import { describe, it } from 'vitest';
import type { Convention, EstimatorUnderTest } from './estimator-under-test.ts';
import { fittingConventions } from './fitting-conventions.ts';
import { inputConventions } from './input-conventions.ts';
import { labelConventions } from './label-conventions.ts';

/** All of them, by what they ask. */
export const estimatorConventions = { ...fittingConventions, ...inputConventions, ...labelConventions } as const;

/** A convention's name. */
export type ConventionName = keyof typeof estimatorConventions;

/**
 * The conventions of estimators as one suite, in the spirit of scikit-learn's `check_estimator`.
 *
 * @param inapplicable The conventions that do not apply to this estimator, each with the reason, which the report gives.
 */
export function checkEstimator<E>(
  name: string,
  subject: EstimatorUnderTest<E>,
  inapplicable: Readonly<Partial<Record<ConventionName, string>>> = {},
): void {
  describe(`${name} keeps the conventions of estimators`, () => {
    const conventions: Readonly<Record<string, Convention>> = estimatorConventions;
    const reasons: Readonly<Record<string, string | undefined>> = inapplicable;
    for (const [convention, check] of Object.entries(conventions)) {
      const reason = reasons[convention];
      if (reason === undefined) it(convention, () => check(subject));
      else it(convention, ({ skip }) => skip(`"${convention}" does not apply to ${name}: ${reason}`));
    }
  });
}
