import { readFile } from '@feedforward/checkpoint';
import {
  type Dataset,
  type LoadOptions,
  loadFashionMnist,
  loadIdx,
  loadIris,
  loadMnist,
  type Progress,
  parseCsv,
} from '@feedforward/datasets';
import { RandomState } from '@feedforward/random';
import { UsageError } from '../usage-error.ts';
import { classNames } from './class-names.ts';
import { type DataSource, titleOf } from './data-source.ts';

/** Data as it was read: in two parts where it comes in two. */
export interface ReadData {
  readonly examples: Dataset;
  /** To test with, where the data has such a part. */
  readonly test?: Dataset | undefined;
  /** The classes' names, by index. */
  readonly classes: readonly string[];
}

/** Data as it is trained on. */
export interface SplitData {
  readonly training: Dataset;
  /** Held out of training, to see how it does after each epoch. */
  readonly validation?: Dataset | undefined;
  /** To score the result with: the data's own part for it, or what was held out. */
  readonly test?: Dataset | undefined;
}

/** Rows of measurements, not pictures. */
export const isTable = ({ kind }: DataSource): boolean => kind === 'iris' || kind === 'csv';

/** Reads the data, wherever it is. */
export async function readData(source: DataSource, onProgress?: (progress: Progress) => void): Promise<ReadData> {
  const { examples, test } = await readExamples(source, { source: source.path, onProgress });
  return { examples, test, classes: classNames(examples, test, titleOf(source)) };
}

async function readExamples(
  { kind, path, label }: DataSource,
  options: LoadOptions,
): Promise<{ examples: Dataset; test?: Dataset }> {
  if (kind === 'iris') return { examples: loadIris() };
  if (kind === 'csv') return { examples: await readCsv(path!, label) };
  const { train, test } = await {
    idx: () => loadIdx({ ...options, source: path! }),
    mnist: () => loadMnist(options),
    'fashion-mnist': () => loadFashionMnist(options),
  }[kind]();
  return { examples: train, test };
}

async function readCsv(path: string, label: string | undefined): Promise<Dataset> {
  const isIndex = label !== undefined && /^\d+$/.test(label);
  const text = new TextDecoder().decode(await readFile(path));
  return parseCsv(text, { name: path, label: isIndex ? Number(label) : label });
}

/**
 * Takes the validation part out. Of pictures it is the first ones; rows of a table, which often are in order, are
 * shuffled before.
 * @param validation How many: a share below 1, or a count. 0 takes none.
 * @throws UsageError if that leaves nothing on one side.
 */
export function splitData(source: DataSource, data: ReadData, validation: number, seed: number): SplitData {
  const { examples, test } = data;
  const ordered = isTable(source) ? examples.shuffle(new RandomState(seed)) : examples;
  if (validation === 0) return { training: ordered, test };
  const [held, training] = splitAt(ordered, validation);
  return { training, validation: held, test: test ?? held };
}

function splitAt(examples: Dataset, validation: number): [Dataset, Dataset] {
  try {
    return examples.split(validation);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${reason} Hold out another number with --validation, or 0 for none.`, { cause });
  }
}
