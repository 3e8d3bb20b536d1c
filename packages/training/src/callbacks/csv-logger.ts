import { appendText, beginTextFile } from '../runtime/files.ts';
import type { Callback, EpochEndEvent } from './callback.ts';

/** How {@link CSVLogger} writes. */
export interface CSVLoggerOptions {
  /** One character. Default a comma. */
  readonly separator?: string;
  /** Whether to go on in a file that is there, without a second header. Default false: it begins anew. */
  readonly append?: boolean;
}

/** Takes text as it comes. */
export type TextSink = (text: string) => void | Promise<void>;

/**
 * Writes a row of every epoch's logs: Keras's `CSVLogger`. The columns are `epoch`, counted from 0, and the first
 * epoch's logs by name; a log that an epoch does not have is `NA`. Lines end as RFC 4180 has it.
 *
 * @throws RangeError for a separator that is none. Training with it throws an Error if the file cannot be written.
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
    this.#hasHeader = this.#append;
    if (typeof this.#target === 'string') this.#hasHeader = (await beginTextFile(this.#target, this.#append)) > 0;
  }

  async onEpochEnd({ epoch, logs }: EpochEndEvent): Promise<void> {
    this.#columns ??= Object.keys(logs).toSorted();
    if (!this.#hasHeader) await this.#write(['epoch', ...this.#columns]);
    this.#hasHeader = true;
    const values = this.#columns.map((name) => (Object.hasOwn(logs, name) ? String(logs[name]) : 'NA'));
    await this.#write([String(epoch), ...values]);
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
