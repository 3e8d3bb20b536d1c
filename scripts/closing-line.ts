import type { Reporter, SerializedError, TestModule, TestRunEndReason } from 'vitest/node';

/** Ends a run with one line for machines, alone on its line: `12 passed, 0 failed, 3 skipped`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    const failedChecks = Number(process.env.FAILED_CHECKS ?? 0);
    if (failedChecks > 0) console.log('failed: the build or the checks that ran before the tests (see above)');
    // What fails outside of any test: a file that cannot be read, a hook, and the checks that ran before the tests.
    const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const failed =
      count('failed') +
      suites.filter((suite) => suite.errors().length > 0).length +
      unhandledErrors.length +
      failedChecks;
    const reasons = tests.flatMap((test) => {
      const result = test.result();
      return result.state === 'skipped' ? [result.note ?? `"${test.fullName}"`] : [];
    });
    for (const reason of new Set(reasons)) {
      console.log(`skipped: ${reasons.filter((other) => other === reason).length}, ${reason}`);
    }
    // A set-up that fails leaves neither tests nor errors behind.
    const atLeast = reason === 'passed' ? 0 : 1;
    console.log(`${count('passed')} passed, ${Math.max(failed, atLeast)} failed, ${count('skipped')} skipped`);
  }
}
