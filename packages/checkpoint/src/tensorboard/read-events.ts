import { readLocation } from '../files/read-location.ts';
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
export async function readEvents(source: string | URL | Uint8Array): Promise<EventFile> {
  const isBytes = source instanceof Uint8Array;
  const what = isBytes ? 'the event file bytes' : `event file "${source}"`;
  return decodeEvents(
    isBytes ? source : await readLocation(source),
    (found) => new Error(`Cannot read ${what}: ${found}.`),
  );
}

function decodeEvents(bytes: Uint8Array, refuse: Refuse): EventFile {
  const scalars: ScalarEvent[] = [];
  const records = readRecords(bytes, refuse);
  for (;;) {
    const { done, value } = records.next();
    if (done) return { scalars, isTruncated: value };
    const event = attempt(`the event at byte ${value.at}`, refuse, () => readEvent(value.payload));
    // TFRecord files of other things look the same up to here.
    if (value.at === 0 && !event.fileVersion?.startsWith('brain.Event:')) {
      throw refuse(`it must begin with the version, brain.Event:2; it begins with ${event.fileVersion ?? 'none'}`);
    }
    for (const scalar of event.scalars) scalars.push(scalar);
  }
}
