import { printableLines } from '@feedforward/checkpoint';

/** Where an estimator's log goes. */
export interface Logger {
  /** How things go: `loss = 0.25, step = 101 (0.255 sec)`. */
  info(line: string): void;
  /** What is not as it should be, though training goes on. */
  warn(line: string): void;
}

/**
 * To the standard error stream, as TensorFlow logs; in a browser, to the console. The default. What names from files could
 * tell a terminal is escaped.
 */
export const consoleLogger: Logger = {
  info: (line) => (hasStandardError() ? console.error : console.info)(printableLines(line)),
  warn: (line) => console.warn(printableLines(line)),
};

/** Nowhere. */
export const silentLogger: Logger = { info: () => {}, warn: () => {} };

/** Where there is a process, `console.error` writes there; in a browser it would mark each line as an error. */
const hasStandardError = (): boolean => typeof globalThis.process?.stderr === 'object';
