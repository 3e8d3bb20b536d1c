import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** Ends a run with one line for machines, alone on its line: `12 passed, 0 failed, 3 skipped`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    // A file that cannot be read has no tests, and checks that failed before the tests are none.
    const otherFailures =
      modules.filter((module) => module.errors().length > 0).length +
      unhandledErrors.length +
      Number(process.env.FAILED_CHECKS ?? 0);
    const notes = tests.flatMap((test) => {
      const result = test.result();
      return result.state === 'skipped' && result.note ? [`skipped: ${test.fullName} (${result.note})`] : [];
    });
    const closing = `${count('passed')} passed, ${count('failed') + otherFailures} failed, ${count('skipped')} skipped`;
    console.log([...notes, closing].join('\n'));
  }
}
