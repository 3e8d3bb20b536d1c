import { crc32c } from '../crc32c.ts';

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
}

/** TensorFlow's name for it. */
export const indexName = 'checkpoint';

const crcLabel = '# crc32c: ';
const detailsLabel = '# feedforward: ';

/**
 * The index in the text form of TensorFlow's `CheckpointState`, for its tools and for people to read. What that has no
 * field for stands in comments: scores, and a checksum of the text before it.
 */
export function formatIndex({ entries, lastPreserved }: CheckpointIndex): string {
  const details = {
    scores: Object.fromEntries(entries.flatMap(({ name, score }) => (score === undefined ? [] : [[name, score]]))),
    preserved: entries.filter(({ preserved }) => preserved).map(({ name }) => name),
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
  const times = values('all_model_checkpoint_timestamps').map(Number);
  const details = isOurs ? parseDetails(lines) : { scores: new Map<string, number>(), preserved: new Set<string>() };
  const entries = values('all_model_checkpoint_paths').map((quoted, i): IndexEntry => {
    const name = quoted.slice(1, -1);
    return { name, time: times[i] || 0, score: details.scores.get(name), preserved: details.preserved.has(name) };
  });
  const [preserved] = values('last_preserved_timestamp');
  return { entries, lastPreserved: preserved === undefined ? undefined : Number(preserved) || 0 };
}

/** Only to be called for a text whose checksum is right. */
function parseDetails(lines: readonly string[]): { scores: Map<string, number>; preserved: Set<string> } {
  const line = lines.find((found) => found.startsWith(detailsLabel));
  const { scores, preserved }: { scores: Record<string, number>; preserved: string[] } = line
    ? JSON.parse(line.slice(detailsLabel.length))
    : { scores: {}, preserved: [] };
  return { scores: new Map(Object.entries(scores)), preserved: new Set(preserved) };
}

function checksumOf(text: string): string {
  return crc32c(new TextEncoder().encode(text)).toString(16).padStart(8, '0');
}
