import { decodeSafetensors, type Safetensors } from '../safetensors/decode.ts';
import { type CheckpointIndex, type IndexEntry, indexName, parseIndex } from './checkpoint-index.ts';
import type { CheckpointStorage } from './checkpoint-storage.ts';

/** An entry of the index whose file is there, and is one of the store's own. */
export interface Known extends IndexEntry {
  readonly step: number;
}

/** What there is in a storage. */
export interface Catalog {
  /** The store's checkpoints, in the order in which they were saved. */
  readonly known: readonly Known[];
  /** What the index says of files that other programs keep. */
  readonly foreign: readonly IndexEntry[];
  readonly lastPreserved: number | undefined;
}

/** The file of a step. */
export const fileName = (prefix: string, step: number): string => `${prefix}-${step}.safetensors`;

/** The step in the name of a file; undefined for one that {@link fileName} does not give. */
function stepOf(prefix: string, name: string): number | undefined {
  const step = Number(/-(\d{1,16})\.safetensors$/.exec(name)?.[1] ?? Number.NaN);
  return Number.isSafeInteger(step) && fileName(prefix, step) === name ? step : undefined;
}

/**
 * Looks what is there. The files count; the index adds their order, times and scores.
 * @param onDamagedIndex Told if the index cannot be read; then the files go by their steps, and none by its age.
 */
export async function readCatalog(
  storage: CheckpointStorage,
  prefix: string,
  onDamagedIndex: (error: unknown) => void,
): Promise<Catalog> {
  const names = await storage.list();
  const steps = new Map<string, number>();
  for (const name of names) {
    const step = stepOf(prefix, name);
    if (step !== undefined) steps.set(name, step);
  }
  const index = names.includes(indexName) ? await readIndex(storage, onDamagedIndex) : { entries: [] };
  const known = (index?.entries ?? []).flatMap((entry): Known[] => {
    const step = steps.get(entry.name);
    steps.delete(entry.name);
    return step === undefined ? [] : [{ ...entry, step }];
  });
  // Whoever saved the others died before writing the index. It is always written last, so these are the newest.
  for (const [name, step] of [...steps].sort(([, a], [, b]) => a - b)) {
    known.push({ name, step, time: 0, score: await scoreIn(storage, name), preserved: !index });
  }
  const foreign = (index?.entries ?? []).filter(({ name }) => stepOf(prefix, name) === undefined);
  return { known, foreign, lastPreserved: index?.lastPreserved };
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

/** A checkpoint's tensors and texts. @throws Error if it cannot be read, SafetensorsError if it is damaged. */
export async function readCheckpoint(storage: CheckpointStorage, name: string): Promise<Safetensors> {
  return decodeSafetensors(await storage.read(name), { name });
}

/** The score that is written in a checkpoint; undefined for a damaged one, too: restoring it will say so. */
async function scoreIn(storage: CheckpointStorage, name: string): Promise<number | undefined> {
  const read = await readCheckpoint(storage, name).catch(() => undefined);
  return read?.metadata.score === undefined ? undefined : Number(read.metadata.score);
}
