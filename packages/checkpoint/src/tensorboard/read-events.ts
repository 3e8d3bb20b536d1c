import { defaultMaxBytes } from '../default-max-bytes.ts';
import type { DownloadOptions } from '../files/download.ts';
import { readLocation } from '../files/read-location.ts';
import { MemoryBudget } from '../memory-budget.ts';
import { attempt, type Refuse } from '../refuse.ts';
import { readRecords } from './record.ts';
import { readEvent, type ScalarEvent } from './scalar-event.ts';

/** What is in an event file. */
export interface EventFile {
  /** In the order in which they were written. */
  readonly scalars: readonly ScalarEvent[];
  /** Whether the file ends within a record: it is being written, or the process was killed. The record is left out. */
  readonly isTruncated: boolean;
}

/** How an event file is read. */
export interface EventReadOptions extends DownloadOptions {
  /**
   * How much memory reading may take beside the file's own bytes. Default: 3 times those and 8 MiB, which is enough unless
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
  const what = isBytes ? 'the event file bytes' : `event file "${source}"`;
  const bytes = isBytes ? source : await readLocation(source, options);
  const refuse: Refuse = (found) => new Error(`Cannot read ${what}: ${found}.`);
  return decodeEvents(bytes, new MemoryBudget(maxBytes ?? defaultMaxBytes(bytes), refuse), refuse);
}

/** About what a scalar takes beside its tag, which those of a curve share; and what a tag does beside its letters. */
const [bytesPerScalar, bytesPerTag] = [72, 16];

function decodeEvents(bytes: Uint8Array, budget: MemoryBudget, refuse: Refuse): EventFile {
  const tags = new Map<string, string>();
  const tagOf = (tag: string): string => {
    const known = tags.get(tag);
    if (known !== undefined) return known;
    budget.take(tag.length + bytesPerTag);
    tags.set(tag, tag);
    return tag;
  };
  const scalars: ScalarEvent[] = [];
  const records = readRecords(bytes, refuse);
  for (;;) {
    const { done, value } = records.next();
    if (done) return { scalars, isTruncated: value };
    const what = `the event at byte ${value.at}`;
    const event = attempt(what, refuse, () => readEvent(value.payload));
    // TFRecord files of other things look the same up to here.
    if (value.at === 0 && !event.fileVersion?.startsWith('brain.Event:')) {
      throw refuse(`it must begin with the version, brain.Event:2; it begins with ${event.fileVersion ?? 'none'}`);
    }
    for (;;) {
      const next = attempt(what, refuse, () => event.scalars.next());
      if (next.done) break;
      budget.take(bytesPerScalar);
      scalars.push({ ...next.value, tag: tagOf(next.value.tag) });
    }
  }
}
