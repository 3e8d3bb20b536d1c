import type { Safetensors } from '../safetensors/decode.ts';
import type { CheckpointFormat } from './checkpoint-format.ts';
import { baseName, type CheckpointIndex, type IndexEntry, indexName, parseIndex } from './checkpoint-index.ts';
import type { CheckpointStorage } from './checkpoint-storage.ts';

/** A checkpoint whose files are there, and which is one of the store's own. */
interface Found {
  /** By which the index lists it. */
  readonly name: string;
  readonly step: number;
  readonly format: CheckpointFormat;
  /** What the names of its files begin with. */
  readonly stem: string;
  /** The names of its files, the one first that was written last. */
  readonly files: readonly string[];
}

/** One that is there, and what the index says of it. */
export interface Known extends IndexEntry, Found {}

/** What there is in a storage. */
export interface Catalog {
  /** The store's checkpoints, in the order in which they were saved. */
  readonly known: readonly Known[];
  /** What the index says of files that other programs keep. */
  readonly foreign: readonly IndexEntry[];
  /** Checkpoints that were to be taken away when somebody died. */
  readonly leftovers: readonly Found[];
  /** The same of other stores in this storage, by name. */
  readonly foreignLeftovers: readonly string[];
  readonly lastPreserved: number | undefined;
}

/**
 * Looks what is there. The files count; the index adds their order, times and scores.
 * @param onDamagedIndex Told if the index cannot be read; then the files go by their steps, and none by its age.
 */
export async function readCatalog(
  storage: CheckpointStorage,
  prefix: string,
  formats: readonly CheckpointFormat[],
  onDamagedIndex: (error: unknown) => void,
): Promise<Catalog> {
  const names = await storage.list();
  const unlisted = new Map(findCheckpoints(names, prefix, formats).map((found) => [found.name, found]));
  const take = (name: string): Found | undefined => {
    const found = unlisted.get(name);
    unlisted.delete(name);
    return found;
  };
  const isOwnName = (name: string): boolean =>
    formats.some((format) => placeOf(name, prefix, format.nameEnding) !== undefined);
  const index = names.includes(indexName) ? await readIndex(storage, onDamagedIndex) : { entries: [] };
  // A path that TensorFlow wrote is that of the folder as it was called then.
  const listed = (index?.entries ?? []).map((entry) => {
    const name = baseName(entry.name);
    const isOwn = isOwnName(name);
    return { entry: isOwn ? { ...entry, name } : entry, isOwn };
  });
  const removed = index?.removed ?? [];
  const inIndex = listed.flatMap(({ entry }): Known[] => {
    const found = take(entry.name);
    if (!found) return [];
    // A copy that is not listed comes right before the checkpoint that was being replaced, which may be whole already.
    const copyName = found.stem + copyEnding + found.format.nameEnding;
    const copy = removed.includes(copyName) ? undefined : take(copyName);
    return [...(copy ? [copy] : []), found].map((own) => ({ ...entry, ...own }));
  });
  const leftovers = removed.flatMap((name) => take(name) ?? rest(name, names, prefix, formats));
  const newestStep = inIndex.at(-1)?.step ?? -1;
  const preserved: Known[] = [];
  const newest: Known[] = [];
  for (const found of [...unlisted.values()].sort((a, b) => a.step - b.step)) {
    // TensorFlow does not list those that stay for good. Whoever saved the others died before writing the index: it is
    // written after them, so these are the newest.
    const staysForGood = index?.isForeign === true && found.step < newestStep;
    const entry = { ...found, time: 0, score: await scoreIn(storage, found), preserved: !index || staysForGood };
    (staysForGood ? preserved : newest).push(entry);
  }
  const known = [...preserved, ...inIndex, ...newest];
  const foreign = listed.filter(({ isOwn }) => !isOwn).map(({ entry }) => entry);
  const foreignLeftovers = removed.filter((name) => !isOwnName(name));
  return { known, foreign, leftovers, foreignLeftovers, lastPreserved: index?.lastPreserved };
}

/** Those whose last file is there. */
function findCheckpoints(names: readonly string[], prefix: string, formats: readonly CheckpointFormat[]): Found[] {
  return formats.flatMap((format) =>
    names.flatMap((last): Found[] => {
      const place = placeOf(last, prefix, format.lastEnding);
      if (!place) return [];
      const files = [last, ...partsOf(place.stem, format, names).filter((name) => name !== last)];
      return [{ ...place, name: place.stem + format.nameEnding, format, files }];
    }),
  );
}

/** What is there of a checkpoint whose last file, the first to be taken away, is not. */
function rest(name: string, names: readonly string[], prefix: string, formats: readonly CheckpointFormat[]): Found[] {
  return formats.flatMap((format): Found[] => {
    const place = placeOf(name, prefix, format.nameEnding);
    if (!place || names.includes(place.stem + format.lastEnding)) return [];
    const files = partsOf(place.stem, format, names);
    return files.length > 0 ? [{ ...place, name, format, files }] : [];
  });
}

function partsOf(stem: string, format: CheckpointFormat, names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith(stem) && format.isPart(name.slice(stem.length)));
}

/** What ends the stem of a copy of a checkpoint that is being replaced by one of the same step. */
export const copyEnding = '.replaced';

/** The stem and the step in a name; undefined for one that is not of the store's. */
function placeOf(name: string, prefix: string, ending: string): Pick<Found, 'stem' | 'step'> | undefined {
  if (!name.startsWith(`${prefix}-`) || !name.endsWith(ending)) return undefined;
  const stem = name.slice(0, name.length - ending.length);
  const own = stem.slice(prefix.length + 1);
  const digits = own.endsWith(copyEnding) ? own.slice(0, -copyEnding.length) : own;
  const step = /^\d{1,16}$/.test(digits) ? Number(digits) : Number.NaN;
  return Number.isSafeInteger(step) && String(step) === digits ? { stem, step } : undefined;
}

/** Undefined for a damaged one. */
async function readIndex(
  storage: CheckpointStorage,
  onDamaged: (error: unknown) => void,
): Promise<CheckpointIndex | undefined> {
  try {
    return parseIndex(new TextDecoder().decode(await storage.read(indexName)));
  } catch (error) {
    onDamaged(error);
    return undefined;
  }
}

/** A checkpoint's tensors and texts. @throws Error if it cannot be read or is damaged. */
export async function readCheckpoint(
  storage: CheckpointStorage,
  { name, stem, format }: Pick<Found, 'name' | 'stem' | 'format'>,
): Promise<Safetensors> {
  return format.decode(name, (ending) => storage.read(stem + ending));
}

/** The score that is written in a checkpoint; undefined for a damaged one, too: restoring it will say so. */
async function scoreIn(storage: CheckpointStorage, found: Found): Promise<number | undefined> {
  const read = await readCheckpoint(storage, found).catch(() => undefined);
  return read?.metadata.score === undefined ? undefined : Number(read.metadata.score);
}
