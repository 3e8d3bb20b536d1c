import { describe, it } from 'vitest';
import type { Conventions, EstimatorUnderTest } from './estimator-under-test.ts';
import { fittingConventions } from './fitting-conventions.ts';
import { inputConventions } from './input-conventions.ts';
import { labelConventions } from './label-conventions.ts';

/** All of them. */
export const estimatorConventions: Conventions = { ...fittingConventions, ...inputConventions, ...labelConventions };

/**
 * The conventions of estimators as one suite, in the spirit of scikit-learn's `check_estimator`.
 *
 * @param inapplicable The conventions that do not apply to this estimator, each with the reason, which the report gives.
 * @throws RangeError for a name that is no convention's, or no reason.
 */
export function checkEstimator<E>(
  name: string,
  subject: EstimatorUnderTest<E>,
  inapplicable: Readonly<Record<string, string>> = {},
): void {
  for (const [convention, reason] of Object.entries(inapplicable)) {
    if (!Object.hasOwn(estimatorConventions, convention) || reason === '') {
      throw new RangeError(`Cannot check ${name}: "${convention}" must be a convention's name, and have a reason.`);
    }
  }
  describe(`${name} keeps the conventions of estimators`, () => {
    for (const [convention, check] of Object.entries(estimatorConventions)) {
      const reason = inapplicable[convention];
      if (reason === undefined) it(convention, () => check(subject));
      else it(convention, ({ skip }) => skip(`"${convention}" does not apply to ${name}: ${reason}`));
    }
  });
}
