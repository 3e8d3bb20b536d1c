import { expect } from 'vitest';
import type { EstimatorUnderTest } from './estimator-under-test.ts';

/** What an action throws, now or later. */
async function errorOf(action: () => unknown): Promise<unknown> {
  try {
    await action();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** Asserts that an error says what could not be done, and why. An engine's own "Cannot read properties" does not. */
function expectClear(error: unknown, what: string): void {
  if (!(error instanceof Error)) throw new Error(`${what} was not refused.`);
  expect(error.message, what).toMatch(/^Cannot .+: /s);
}

/** Asserts that a fitted estimator refuses, with a clear error, and is as it was. */
export async function expectRefusal<E>(
  subject: EstimatorUnderTest<E>,
  estimator: E,
  what: string,
  action: () => unknown,
): Promise<void> {
  const before = await subject.state(estimator);
  expectClear(await errorOf(action), what);
  expect(await subject.state(estimator), `after ${what} was refused`).toEqual(before);
}

/** Asserts that an action works, or is refused as by {@link expectRefusal}: whether it worked. */
export async function worksOrRefuses<E>(
  subject: EstimatorUnderTest<E>,
  estimator: E,
  what: string,
  action: () => unknown,
): Promise<boolean> {
  const before = await subject.state(estimator);
  const error = await errorOf(action);
  if (error === undefined) return true;
  expectClear(error, what);
  expect(await subject.state(estimator), `after ${what} was refused`).toEqual(before);
  return false;
}

/** Asserts that one that is not fitted says so. */
export async function expectNotFitted(what: string, action: () => unknown): Promise<void> {
  const error = await errorOf(action);
  expectClear(error, `${what} before fitting`);
  expect(String(error)).toMatch(/has not been (fitted|trained)/);
}
