import type { IndexEntry } from './checkpoint-index.ts';

/** Which checkpoints stay. */
export interface Retention {
  /** How many of the newest; 0 for all. Default 5. */
  readonly keepCheckpointMax?: number;
  /** Besides those, one every so many hours, for good. Default: none. */
  readonly keepCheckpointEveryNHours?: number;
  /** Besides those, how many of the best among those that have a score. Default 1. */
  readonly keepBest?: number;
  /** Which score is better. Default `'higher'`. */
  readonly betterScore?: 'higher' | 'lower';
}

/** Those that have a score, the best one first; of equals the earlier. */
export function byScore<E extends Pick<IndexEntry, 'score'>>(
  entries: readonly E[],
  better: 'higher' | 'lower' = 'higher',
): E[] {
  const sign = better === 'higher' ? -1 : 1;
  return entries.filter(({ score }) => score !== undefined).sort((a, b) => sign * (a.score! - b.score!));
}

/**
 * What stays of the checkpoints and what goes, as `tf.train.Saver` has it: one that is no longer among the newest
 * stays for good if it was saved N hours or more after the last one that does.
 *
 * @param entries In the order in which they were saved.
 * @param lastPreserved When the last one was saved that stays for good, in seconds; before there is any, when the
 *   first of all was.
 */
export function rotate<E extends IndexEntry>(
  entries: readonly E[],
  { keepCheckpointMax = 5, keepCheckpointEveryNHours, keepBest = 1, betterScore }: Retention,
  lastPreserved: number,
): { readonly kept: readonly E[]; readonly removed: readonly E[]; readonly lastPreserved: number } {
  const staying = new Set([
    ...(keepCheckpointMax === 0 ? entries : entries.slice(-keepCheckpointMax)),
    ...byScore(entries, betterScore).slice(0, keepBest),
  ]);
  const seconds = (keepCheckpointEveryNHours ?? Number.POSITIVE_INFINITY) * 3600;
  const kept: E[] = [];
  const removed: E[] = [];
  let last = lastPreserved;
  for (const entry of entries) {
    if (staying.has(entry) || entry.preserved) kept.push(entry);
    else if (entry.time - last >= seconds) {
      last = entry.time;
      kept.push({ ...entry, preserved: true });
    } else removed.push(entry);
  }
  return { kept, removed, lastPreserved: last };
}

/** @throws RangeError for a number that is out of range. */
export function checkRetention(retention: Retention): void {
  const whole = { keepCheckpointMax: retention.keepCheckpointMax, keepBest: retention.keepBest };
  for (const [option, value] of Object.entries(whole)) {
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0)) {
      throw new RangeError(`Cannot keep checkpoints: ${option} must be a whole number, 0 or more; it is ${value}.`);
    }
  }
  const { keepCheckpointEveryNHours: hours } = retention;
  if (hours !== undefined && !(hours > 0)) {
    throw new RangeError(`Cannot keep checkpoints: keepCheckpointEveryNHours must be above 0; it is ${hours}.`);
  }
}
