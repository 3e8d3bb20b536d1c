import { crc32c } from '../crc32c.ts';
import { JsonValue } from '../json-value.ts';
import type { Refuse } from '../refuse.ts';

/** What the index says of one checkpoint. */
export interface IndexEntry {
  /** The file's name, in the same folder. */
  readonly name: string;
  /** When it was saved, in seconds since 1970; 0 where that is not known. */
  readonly time: number;
  readonly score?: number | undefined;
  /** Whether it stays for good: one of those that are kept every so many hours. */
  readonly preserved?: boolean | undefined;
}

/** The file that says which checkpoints there are. */
export interface CheckpointIndex {
  /** In the order in which they were saved. */
  readonly entries: readonly IndexEntry[];
  /** When the last one was saved that stays for good, in seconds since 1970. */
  readonly lastPreserved?: number | undefined;
  /** Those that are being taken away: whoever wrote the index may have died before they were. */
  readonly removed?: readonly string[];
  /** Whether it is TensorFlow's, which does not list those that stay for good. */
  readonly isForeign?: boolean;
}

/** TensorFlow's name for it. */
export const indexName = 'checkpoint';

const crcLabel = '# crc32c: ';
const detailsLabel = '# feedforward: ';

/**
 * The index in the text form of TensorFlow's `CheckpointState`, for its tools and for people to read. What that has no
 * field for stands in comments: scores, what is being taken away, and a checksum of the text before it.
 */
export function formatIndex({ entries, lastPreserved, removed = [] }: CheckpointIndex): string {
  const details = {
    scores: Object.fromEntries(entries.flatMap(({ name, score }) => (score === undefined ? [] : [[name, score]]))),
    preserved: entries.filter(({ preserved }) => preserved).map(({ name }) => name),
    ...(removed.length > 0 && { removed }),
  };
  const newest = entries.at(-1);
  const lines = [
    ...(newest ? [`model_checkpoint_path: ${JSON.stringify(newest.name)}`] : []),
    ...entries.map(({ name }) => `all_model_checkpoint_paths: ${JSON.stringify(name)}`),
    ...entries.map(({ time }) => `all_model_checkpoint_timestamps: ${time}`),
    ...(lastPreserved === undefined ? [] : [`last_preserved_timestamp: ${lastPreserved}`]),
    detailsLabel + JSON.stringify(details),
  ];
  const text = `${lines.join('\n')}\n`;
  return `${text}${crcLabel}${checksumOf(text)}\n`;
}

/**
 * The index that a text holds, be it ours or TensorFlow's.
 * @throws Error if the text is damaged.
 */
export function parseIndex(text: string): CheckpointIndex {
  const end = text.lastIndexOf(crcLabel);
  const isOurs = end >= 0;
  if (isOurs && text.slice(end + crcLabel.length).trim() !== checksumOf(text.slice(0, end))) {
    throw new Error(`Cannot read index file "${indexName}": its checksum is not that of its text.`);
  }
  const lines = text.split('\n');
  const values = (field: string): string[] =>
    lines.flatMap((line) => (line.startsWith(`${field}: `) ? [line.slice(field.length + 2).trim()] : []));
  const times = values('all_model_checkpoint_timestamps').map(secondsIn);
  const { scores, preserved, removed } = isOurs ? parseDetails(lines) : noDetails;
  const entries = values('all_model_checkpoint_paths').map((quoted, i): IndexEntry => {
    const name = quoted.slice(1, -1);
    return { name, time: times[i] ?? 0, score: scores.get(name), preserved: preserved.has(name) };
  });
  const [time] = values('last_preserved_timestamp');
  return {
    entries: isOurs ? entries : withNewestLast(entries, values('model_checkpoint_path')[0]?.slice(1, -1)),
    lastPreserved: time === undefined ? undefined : secondsIn(time),
    ...(removed.length > 0 && { removed }),
    ...(!isOurs && { isForeign: true }),
  };
}

/** 0 for what is no time that a `Date` can have. */
function secondsIn(text: string): number {
  const seconds = Number(text);
  return Math.abs(seconds) <= 8.64e12 ? seconds : 0;
}

/** A name without the folders before it, on any system. */
export const baseName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** TensorFlow goes on from the one that stands by itself, which people change by hand to go back to an earlier one. */
function withNewestLast(entries: readonly IndexEntry[], newest: string | undefined): readonly IndexEntry[] {
  if (newest === undefined) return entries;
  const isNewest = ({ name }: IndexEntry): boolean => baseName(name) === baseName(newest);
  const found = entries.find(isNewest) ?? { name: newest, time: 0, score: undefined, preserved: false };
  return [...entries.filter((entry) => !isNewest(entry)), found];
}

interface Details {
  readonly scores: ReadonlyMap<string, number>;
  readonly preserved: ReadonlySet<string>;
  readonly removed: readonly string[];
}

const noDetails: Details = { scores: new Map(), preserved: new Set(), removed: [] };

/** @throws Error for details that are not such as are written, whatever their checksum is. */
function parseDetails(lines: readonly string[]): Details {
  const line = lines.find((found) => found.startsWith(detailsLabel));
  if (!line) return noDetails;
  const refuse: Refuse = (found) => new Error(`Cannot read index file "${indexName}": ${found}.`);
  const details = new JsonValue(JSON.parse(line.slice(detailsLabel.length)), 'details', refuse);
  const names = (key: string): string[] =>
    (details.get(key).isMissing ? [] : details.get(key).array()).map((name) => name.string());
  const scores = details.get('scores');
  return {
    scores: new Map(Object.keys(scores.object()).map((name) => [name, scores.get(name).number()])),
    preserved: new Set(names('preserved')),
    removed: names('removed'),
  };
}

function checksumOf(text: string): string {
  return crc32c(new TextEncoder().encode(text)).toString(16).padStart(8, '0');
}
