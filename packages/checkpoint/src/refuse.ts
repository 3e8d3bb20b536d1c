/** Makes the error for one file: its name is put before what was found. */
export type Refuse = (found: string) => Error;

/** Runs a parser whose errors say only what is wrong; `what` it parsed, and in which file, is put before that. */
export function attempt<T>(what: string, refuse: Refuse, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw refuse(`${what} is damaged: ${error instanceof Error ? error.message : error}`);
  }
}
