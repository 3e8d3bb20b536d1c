import { printableLines } from '@feedforward/checkpoint';
import { CommanderError } from 'commander';
import type { Io } from './io.ts';
import { makeProgram } from './make-program.ts';
import { Stop } from './stop.ts';
import { UsageError } from './usage-error.ts';

/**
 * Runs the command line.
 * @returns The exit code: 0 if all went well, 1 if something could not be done, 2 if the command line is wrong, 128
 *   and a signal's number if it was told to stop.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    await makeProgram(io).parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // it has said what is wrong
    if (error instanceof Stop) return error.exitCode;
    io.stderr.write(`error: ${printableLines(describe(error, Boolean(io.env.FEEDFORWARD_DEBUG)))}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function describe(error: unknown, withStack: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (!withStack) return error.message;
  const cause = error.cause === undefined ? '' : `\ncaused by: ${describe(error.cause, true)}`;
  return `${error.stack}${cause}`;
}
