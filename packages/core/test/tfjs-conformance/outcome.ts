/** Whose kernels the tests run on: tfjs's own, or those that `ready()` gives. The gradients are the same. */
export type Variant = 'stock' | 'ours';

/** How a spec ended, or a suite with its set-up and clean-up, or the run itself. */
export interface Outcome {
  kind: 'spec' | 'suite' | 'run';
  /** With its suites; a number follows where tfjs-core gives a name again. */
  name: string;
  status: 'passed' | 'failed' | 'skipped';
  /** What was not as expected. */
  failures: readonly string[];
}

/** What one run of the tests gives. */
export interface Report {
  /** The kernels of the wasm backend that are not tfjs's own. */
  replacedKernels: readonly string[];
  outcomes: readonly Outcome[];
}
