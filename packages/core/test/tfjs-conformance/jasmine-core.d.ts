/** The part of jasmine-core, which has no types of its own, that is used here. */
declare module 'jasmine-core/lib/jasmine-core/jasmine.js' {
  interface Result {
    fullName: string;
    status: string;
    failedExpectations: readonly { message: string }[];
  }

  interface Reporter {
    specDone(result: Result): void;
    suiteDone(result: Result): void;
    jasmineDone(result: Pick<Result, 'failedExpectations'>): void;
  }

  interface Env {
    configure(configuration: { random: boolean }): void;
    addReporter(reporter: Reporter): void;
    execute(): Promise<unknown>;
  }

  interface Jasmine {
    getEnv(): Env;
  }

  const jasmineRequire: {
    core(required: typeof jasmineRequire): Jasmine;
    /** `describe`, `it`, `expect` and the other names that specs take from the global object. */
    interface(jasmine: Jasmine, env: Env): object;
  };

  export type { Env, Result };
  export default jasmineRequire;
}
