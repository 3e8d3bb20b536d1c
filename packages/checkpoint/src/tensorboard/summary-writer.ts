import { eventFile } from './event-file.ts';
import { encodeRecord } from './record.ts';
import { encodeScalars, encodeStart, encodeVersion } from './scalar-event.ts';

/** Takes the bytes of an event file as they come. Of a call that fails, the bytes come again, with more after them. */
export type EventSink = (bytes: Uint8Array<ArrayBuffer>) => void | Promise<void>;

/**
 * Writes curves for TensorBoard, which can show them while they grow. What is added goes out at once, in the background
 * and in order; a process that is killed leaves at most the last point cut short.
 *
 * @example
 * ```ts
 * import { mkdtempSync, readdirSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { readEvents, SummaryWriter } from '@feedforward/checkpoint/tensorboard';
 *
 * const folder = mkdtempSync(join(tmpdir(), 'logs-')); // tensorboard --logdir …
 * const writer = new SummaryWriter(folder);
 * for (let step = 1; step <= 3; step++) writer.addScalar('loss', 1 / step, step);
 * await writer.flush();
 * const [file] = readdirSync(folder);
 * console.log(file?.startsWith('events.out.tfevents.')); // true
 * console.log((await readEvents(join(folder, file!))).scalars.length); // 3
 * ```
 */
export class SummaryWriter {
  readonly #sink: EventSink;
  readonly #waiting: Uint8Array[] = [encodeRecord(encodeVersion(secondsNow()))];
  #writing: Promise<void> | undefined;

  /** @param target A folder, in Node, Deno and Bun: a file is made there when first written to. Or a function, anywhere. */
  constructor(target: string | EventSink) {
    this.#sink = typeof target === 'string' ? eventFile(target) : target;
  }

  /** Adds a point to a curve. @throws As {@link addScalars} does. */
  addScalar(tag: string, value: number, step: number): void {
    this.addScalars({ [tag]: value }, step);
  }

  /**
   * Adds a point to each of some curves: their values by their tags. Values are kept in float32.
   * @throws RangeError for an empty tag, or a step that is no whole number, 0 or more.
   */
  addScalars(values: Readonly<Record<string, number>>, step: number): void {
    if (Object.hasOwn(values, '')) throw new RangeError('Cannot add a scalar: its tag must not be empty.');
    checkStep('add a scalar', step);
    this.#add(encodeScalars(secondsNow(), step, values));
  }

  /**
   * Tells that a run begins, or goes on, at a step: TensorBoard forgets what it has of this and later steps, from a
   * process that was killed after its last checkpoint.
   * @throws RangeError for a step that is no whole number, 0 or more.
   */
  startSession(step: number): void {
    checkStep('start a session', step);
    this.#add(encodeStart(secondsNow(), step));
  }

  /**
   * Waits until all that was added is written; before the first point, the file's beginning. What could not be written is
   * kept, and tried again: with the next point, and here.
   * @throws Error that says why it cannot be written.
   */
  async flush(): Promise<void> {
    await this.#writing?.catch(() => {}); // this is another try
    await this.#write();
  }

  #add(event: Uint8Array): void {
    this.#waiting.push(encodeRecord(event));
    this.#write().catch(() => {}); // flush tells
  }

  /** One write at a time, of all that waits by then. */
  #write(): Promise<void> {
    this.#writing ??= Promise.resolve().then(() => this.#writeAll());
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const { length } = this.#waiting;
        await this.#sink(concatenated(this.#waiting));
        this.#waiting.splice(0, length);
      }
    } finally {
      this.#writing = undefined;
    }
  }
}

const secondsNow = (): number => Date.now() / 1000;

function checkStep(what: string, step: number): void {
  if (!(Number.isSafeInteger(step) && step >= 0)) {
    throw new RangeError(`Cannot ${what}: its step must be a whole number, 0 or more; it is ${step}.`);
  }
}

function concatenated(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
