import { appendText, beginTextFile, readText } from '../runtime/files.ts';
import type { Callback, EpochEndEvent } from './callback.ts';

/** How {@link CSVLogger} writes. */
export interface CSVLoggerOptions {
  /** One character. Default a comma. */
  readonly separator?: string;
  /**
   * Add rows to an existing file, under its header: a row has the header's columns, `NA` where an epoch has
   * no such log. Default false: the file begins anew.
   */
  readonly append?: boolean;
}

/** Takes text as it comes. */
export type TextSink = (text: string) => void | Promise<void>;

/**
 * Writes a row of every epoch's logs: Keras's `CSVLogger`. The columns are `epoch`, counted from 0, and the first
 * epoch's logs by name; a log that an epoch does not have is `NA`. Lines end as RFC 4180 has it.
 *
 * @throws RangeError for a separator that is none. Training with it throws an Error if the file cannot be written, and
 *   a RangeError if the file's header has no `epoch`, or lacks a log that the first epoch has.
 * @example
 * ```ts
 * import { loadIris } from '@feedforward/datasets';
 * import { dense, sequential } from '@feedforward/layers';
 * import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
 * import { adam, CSVLogger, Trainer } from '@feedforward/training';
 *
 * const rows: string[] = [];
 * const logger = new CSVLogger((text) => void rows.push(text)); // or new CSVLogger('training.csv')
 * const network = sequential([dense(3)], { inputShape: [4] });
 * const trainer = new Trainer(network, { loss: sparseSoftmaxCrossEntropy(), optimizer: adam(), seed: 42 });
 * await trainer.fit(loadIris(), { epochs: 2, callbacks: [logger] }).done();
 * console.log(rows[0]?.trim(), rows.length); // epoch,loss 3
 * ```
 */
export class CSVLogger implements Callback {
  readonly #target: string | TextSink;
  readonly #separator: string;
  readonly #append: boolean;
  #columns: readonly string[] | undefined;
  /** The columns of the file that is appended to. */
  #header: readonly string[] | undefined;
  #hasHeader = false;

  /** @param target A file, in Node, Deno and Bun; or a function that takes each line, anywhere. */
  constructor(target: string | TextSink, { separator = ',', append = false }: CSVLoggerOptions = {}) {
    if (separator.length !== 1 || /["\r\n]/.test(separator)) {
      throw new RangeError(
        `Cannot make CSVLogger: the separator must be one character, and no quote or line break; it is ${JSON.stringify(separator)}.`,
      );
    }
    this.#target = target;
    this.#separator = separator;
    this.#append = append;
  }

  async onTrainBegin(): Promise<void> {
    this.#columns = undefined;
    this.#header = undefined;
    this.#hasHeader = this.#append;
    if (typeof this.#target !== 'string') return;
    const text = this.#append ? await readText(this.#target) : '';
    if (text !== '') this.#header = this.#headerOf(text, this.#target);
    this.#hasHeader = (await beginTextFile(this.#target, this.#append)) > 0;
    // The last run may have ended within a line.
    if (text !== '' && !text.endsWith('\n')) await appendText(this.#target, '\r\n');
  }

  async onEpochEnd({ epoch, logs }: EpochEndEvent): Promise<void> {
    this.#columns ??= this.#begun(Object.keys(logs));
    if (!this.#hasHeader) await this.#write(this.#columns);
    this.#hasHeader = true;
    const cellOf = (name: string) => (Object.hasOwn(logs, name) ? String(logs[name]) : 'NA');
    await this.#write(this.#columns.map((name) => (name === 'epoch' ? String(epoch) : cellOf(name))));
  }

  /** The file's columns, or those for these logs. */
  #begun(names: readonly string[]): readonly string[] {
    if (!this.#header) return ['epoch', ...names.toSorted()];
    const unknown = names.filter((name) => !this.#header?.includes(name));
    if (unknown.length === 0) return this.#header;
    throw new RangeError(
      `Cannot append to file "${this.#target}": its header must have a column for each log, it has [${this.#header.join(', ')}] and lacks [${unknown.join(', ')}]. Give another file, or remove this one.`,
    );
  }

  #headerOf(text: string, file: string): string[] {
    const header = parseCells(text, this.#separator);
    if (header.includes('epoch')) return header;
    throw new RangeError(
      `Cannot append to file "${file}": its header must have a column "epoch" between separators ${JSON.stringify(this.#separator)}, it is [${header.join(', ')}].`,
    );
  }

  async #write(cells: readonly string[]): Promise<void> {
    const line = `${cells.map((cell) => this.#quoted(cell)).join(this.#separator)}\r\n`;
    if (typeof this.#target === 'string') await appendText(this.#target, line);
    else await this.#target(line);
  }

  #quoted(cell: string): string {
    const isPlain = !(cell.includes(this.#separator) || /["\r\n]/.test(cell));
    return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`;
  }
}

/** The cells of a text's first line, unquoted. */
function parseCells(text: string, separator: string): string[] {
  const cells = [''];
  let quoted = false;
  // A byte order mark, as spreadsheets write it, is no part of the first name.
  for (let i = text.startsWith('\uFEFF') ? 1 : 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === '"' && quoted && text[i + 1] === '"') cells[cells.length - 1] += text[i++]!;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === separator) cells.push('');
    else if (!quoted && /[\r\n]/.test(character)) break;
    else cells[cells.length - 1] += character;
  }
  return cells;
}
