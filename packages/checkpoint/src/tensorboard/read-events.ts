import { defaultMaxBytes } from '../default-max-bytes.ts';
import type { DownloadOptions } from '../files/download.ts';
import { readLocation } from '../files/read-location.ts';
import { MemoryBudget } from '../memory-budget.ts';
import { printable } from '../printable.ts';
import type { Refuse } from '../refuse.ts';
import { ProtoCursor } from './proto-cursor.ts';
import { readRecords } from './record.ts';
import { readEvent, type ScalarEvent, type ScalarListener } from './scalar-event.ts';
import { TagTable } from './tag-table.ts';

/** What is in an event file. */
export interface EventFile {
  /** In the order in which they were written. */
  readonly scalars: readonly ScalarEvent[];
  /** Whether the file ends within a record: it is being written, or the process was killed. The record is left out. */
  readonly isTruncated: boolean;
}

/** Options for reading an event file. */
export interface EventReadOptions extends DownloadOptions {
  /**
   * The most memory in bytes to take beside the file's own bytes. Default: 3 times those and 8 MiB, which is enough unless
   * one event has very many values.
   */
  readonly maxBytes?: number;
}

/**
 * Reads the scalars of one of TensorBoard's event files, be it one that is being written. Every checksum is verified;
 * histograms, images, graphs and the tensors of TensorFlow 2's summaries are passed over.
 *
 * @param source A path or a URL, which is fetched unless it is a file's; or the file's bytes.
 * @throws Error if the file cannot be read, is damaged, or is no event file.
 * @example
 * ```ts
 * import { readEvents, SummaryWriter } from '@feedforward/checkpoint/tensorboard';
 *
 * const bytes: number[] = [];
 * const writer = new SummaryWriter((more) => void bytes.push(...more));
 * writer.addScalar('loss', 0.5, 100);
 * await writer.flush();
 * const { scalars, isTruncated } = await readEvents(Uint8Array.from(bytes));
 * console.log(scalars[0]?.tag, scalars[0]?.value, scalars[0]?.step, isTruncated); // loss 0.5 100 false
 * ```
 */
export async function readEvents(
  source: string | URL | Uint8Array,
  { maxBytes, ...options }: EventReadOptions = {},
): Promise<EventFile> {
  const isBytes = source instanceof Uint8Array;
  const what = isBytes ? 'the event file bytes' : `event file "${printable(String(source))}"`;
  const bytes = isBytes ? source : await readLocation(source, options);
  const refuse: Refuse = (found) => new Error(`Cannot read ${what}: ${found}.`);
  return decodeEvents(bytes, new MemoryBudget(maxBytes ?? defaultMaxBytes(bytes), refuse), refuse);
}

/** About what a scalar takes beside its tag, which those of a curve share; and what a tag does beside its letters. */
const [bytesPerScalar, bytesPerTag] = [72, 16];

/** Twice: scalars are counted first, for what they take may be many times what they are written with. */
function decodeEvents(bytes: Uint8Array, budget: MemoryBudget, refuse: Refuse): EventFile {
  let count = 0;
  const isTruncated = eachScalar(bytes, refuse, () => void count++);
  budget.take(count * bytesPerScalar);
  const tags = new TagTable(bytes, (length) => budget.take(length + bytesPerTag));
  const scalars: ScalarEvent[] = [];
  eachScalar(bytes, refuse, (tagStart, tagStop, value, step, wallTime) => {
    scalars.push({ tag: tags.at(tagStart, tagStop), value, step, wallTime });
  });
  return { scalars, isTruncated };
}

/** @returns Whether the file ends within a record. */
function eachScalar(bytes: Uint8Array, refuse: Refuse, emit: ScalarListener): boolean {
  const cursor = new ProtoCursor(bytes);
  let thrown: unknown;
  const listener: ScalarListener = (...scalar) => {
    try {
      emit(...scalar);
    } catch (error) {
      thrown = error;
      throw error;
    }
  };
  const records = readRecords(bytes, refuse);
  for (;;) {
    const { done, value } = records.next();
    if (done) return value;
    let version: string | undefined;
    try {
      version = readEvent(cursor, value.start, value.end, listener);
    } catch (error) {
      if (error === thrown) throw error;
      throw refuse(`the event at byte ${value.at} is damaged: ${error instanceof Error ? error.message : error}`);
    }
    // TFRecord files of other things look the same up to here.
    if (value.at === 0 && !version?.startsWith('brain.Event:')) {
      throw refuse(`it must begin with the version, brain.Event:2; it begins with ${printable(version ?? 'none')}`);
    }
  }
}
