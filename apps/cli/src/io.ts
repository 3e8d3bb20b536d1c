import type { WriteStream } from 'node:tty';

/** Where text goes: a terminal, a pipe, a file. */
export type Output = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns' | 'hasColors'>>;

/** Ctrl-C and its like, while they are answered by ending in good order. */
export interface Interruption {
  /** Aborts with a {@link Stop} as its reason. */
  readonly signal: AbortSignal;
  /** Lets them end the program at once again. */
  release(): void;
}

/** All that a command knows of the world around it. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How the program is called here: what to type before a command. */
  readonly program: string;
  /** Takes charge of interruptions. The first aborts the signal; a second ends the program at once. */
  interruption(): Interruption;
}
