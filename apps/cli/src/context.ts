import type { Io } from './io.ts';
import type { Report } from './report.ts';

/** What every command is given beside its arguments and options. */
export interface Context {
  readonly io: Io;
  readonly report: Report;
}
