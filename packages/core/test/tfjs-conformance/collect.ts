import type { Env, Result } from 'jasmine-core/lib/jasmine-core/jasmine.js';
import type { Outcome } from './outcome.ts';

/** Runs all specs that have gathered in `env`. */
export async function collectOutcomes(env: Env): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const timesSeen = new Map<string, number>();
  const add = (kind: Outcome['kind'], result: Result): void => {
    const key = `${kind} ${result.fullName}`;
    const times = (timesSeen.get(key) ?? 0) + 1;
    timesSeen.set(key, times);
    const name = times === 1 ? result.fullName : `${result.fullName} (${times})`;
    const failures = result.failedExpectations.map(({ message }) => message);
    outcomes.push({ kind, name, status: statusOf(result), failures });
  };
  env.addReporter({
    specDone: (result) => add('spec', result),
    suiteDone: (result) => add('suite', result), // where the failures of beforeAll and afterAll are told
    jasmineDone: (result) => add('run', { ...result, fullName: 'the run', status: 'finished' }),
  });
  await env.execute();
  return outcomes;
}

/** `finished` is the status of a suite; a spec's is `passed`. */
function statusOf({ status, failedExpectations }: Result): Outcome['status'] {
  if (failedExpectations.length > 0 || status === 'failed') return 'failed';
  return status === 'passed' || status === 'finished' ? 'passed' : 'skipped';
}
