/** Where a program's text goes. */
export interface TextOutput {
  readonly write: (text: string) => void;
  /** Whether a line can be drawn over. */
  readonly isTerminal: boolean;
}

/** Standard output, in Node, Deno and Bun; in a browser the console, which takes whole lines. */
export function standardOutput(): TextOutput {
  const stdout = globalThis.process?.stdout;
  if (stdout?.write) {
    return { write: (text) => void stdout.write(text), isTerminal: Boolean(stdout.isTTY) };
  }
  return { write: (text) => console.log(text.replace(/\n$/, '')), isTerminal: false };
}
