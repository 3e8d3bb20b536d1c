import { printable, printableLines } from '@feedforward/checkpoint';
import type { Io } from './io.ts';

/**
 * What a command says: texts for people, or JSON for machines, of which only one is on standard output. Names from files
 * are in all of it: what they could tell a terminal is escaped here.
 */
export class Report {
  readonly #io: Io;
  readonly #isJson: boolean;

  constructor(io: Io, { json = false }: { readonly json?: boolean }) {
    this.#io = io;
    this.#isJson = json;
  }

  /** A result, for people. */
  text(text = ''): void {
    if (!this.#isJson) this.#io.stdout.write(`${printableLines(text)}\n`);
  }

  /** A result that is drawn, with colours; what is written in it must be printable. */
  drawing(text: string): void {
    if (!this.#isJson) this.#io.stdout.write(`${text}\n`);
  }

  /** A result, for machines, on one line. */
  json(value: object): void {
    if (this.#isJson) this.#io.stdout.write(`${printable(JSON.stringify(value))}\n`);
  }

  /** How it is going: out of the way of JSON. */
  progress(text: string): void {
    (this.#isJson ? this.#io.stderr : this.#io.stdout).write(`${printableLines(text)}\n`);
  }

  /** Something to know beside the results. */
  note(text: string): void {
    this.#io.stderr.write(`${printableLines(text)}\n`);
  }
}
