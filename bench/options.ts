import { parseArgs } from 'node:util';

export interface Options {
  /** Which contests to hold, by their ids. */
  readonly only: RegExp;
  readonly rounds: number;
  /** How long each contestant computes in a round. */
  readonly milliseconds: number;
  /** Whether to put the results into the documentation. */
  readonly write: boolean;
}

/** @throws TypeError or RangeError, saying what is wrong with the command line. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      rounds: { type: 'string', default: '7' },
      milliseconds: { type: 'string', default: '1000' },
      write: { type: 'boolean', default: false },
    },
  });
  if (values.write && values.only !== undefined) {
    throw new RangeError('Cannot --write the results of some contests --only: the documentation shows one whole run.');
  }
  return {
    only: new RegExp(values.only ?? '', 'i'),
    rounds: positive('rounds', values.rounds),
    milliseconds: positive('milliseconds', values.milliseconds),
    write: values.write,
  };
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new RangeError(`Cannot measure: --${option} takes a whole number above 0, it is "${text}".`);
}
