/** Makes the error for one checkpoint: its name is put before what was found. */
export type Refuse = (found: string) => Error;

export function refuseFor(name: string | undefined): Refuse {
  const checkpoint = name === undefined ? 'the TensorFlow checkpoint' : `TensorFlow checkpoint "${name}"`;
  return (found) => new Error(`Cannot read ${checkpoint}: ${found}.`);
}

/** Runs a parser whose errors say only what is wrong; `what` it parsed, and in which checkpoint, is put before that. */
export function attempt<T>(what: string, refuse: Refuse, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw refuse(`${what} is damaged: ${error instanceof Error ? error.message : error}`);
  }
}
