import type { DownloadOptions } from '../runtime/download.ts';
import { locate } from '../runtime/location.ts';
import { type Progress, readBytes } from '../runtime/read-bytes.ts';
import { idxDataset, type NamedIdx, type TrainAndTest } from './idx-dataset.ts';
import { type IdxReadOptions, parseIdx } from './parse-idx.ts';

/** The names of an IDX data set's four files, without `.gz`. */
export interface IdxFileNames {
  /** Default `train-images-idx3-ubyte`. */
  readonly trainImages: string;
  /** Default `train-labels-idx1-ubyte`. */
  readonly trainLabels: string;
  /** Default `t10k-images-idx3-ubyte`. */
  readonly testImages: string;
  /** Default `t10k-labels-idx1-ubyte`. */
  readonly testLabels: string;
}

/** What {@link loadIdx} takes. */
export interface LoadIdxOptions extends DownloadOptions, IdxReadOptions {
  /** The folder that holds the files: a path, or a URL. Each file may be gzip-compressed, with `.gz` to its name, or not. */
  readonly source: string | URL;
  /** The files' names, where they are not MNIST's. */
  readonly names?: Partial<IdxFileNames> | undefined;
  /** The classes' names, by their index. */
  readonly labelNames?: readonly string[] | undefined;
  /** Called as a file comes in over the network. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** MNIST's own names for its four files. */
export const mnistNames: IdxFileNames = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
};

/**
 * Loads any data set in MNIST's form: four IDX files, images and labels to train on and to test with, in one folder
 * or under one URL. MNIST's names are known as Kaggle has them, too: `train-images.idx3-ubyte`. Bytes stay bytes and read as 0 … 1; other numbers are taken as they are.
 *
 * The files are yours: no checksum is asked of them, but their sizes and counts have to agree.
 *
 * @throws RangeError if a file is malformed, or the files do not go together; Error if one is missing or cannot be read.
 *
 * @example
 * ```ts no-run
 * import { loadIdx } from '@feedforward/datasets';
 *
 * const { train, test } = await loadIdx({
 *   source: './emnist',
 *   names: {
 *     trainImages: 'emnist-digits-train-images-idx3-ubyte',
 *     trainLabels: 'emnist-digits-train-labels-idx1-ubyte',
 *     testImages: 'emnist-digits-test-images-idx3-ubyte',
 *     testLabels: 'emnist-digits-test-labels-idx1-ubyte',
 *   },
 * });
 * ```
 */
export function loadIdx({ names, labelNames, ...options }: LoadIdxOptions): Promise<TrainAndTest> {
  return pairFiles({ ...mnistNames, ...names }, labelNames, (name) => readOwn(name, options));
}

/** Reads the four files, one after the other, and pairs images with labels. */
export async function pairFiles(
  names: IdxFileNames,
  labelNames: readonly string[] | undefined,
  read: (name: string) => Promise<NamedIdx>,
): Promise<TrainAndTest> {
  const train = idxDataset(await read(names.trainImages), await read(names.trainLabels), labelNames);
  const test = idxDataset(await read(names.testImages), await read(names.testLabels), labelNames);
  const [columns, testColumns] = [train.features.shape[1], test.features.shape[1]];
  if (columns !== testColumns) {
    throw new RangeError(
      `Cannot pair "${names.trainImages}" with "${names.testImages}": a row takes ${columns} numbers in one and ${testColumns} in the other.`,
    );
  }
  return { train, test };
}

/** A file of the caller's own, compressed or plain. */
export async function readOwn(name: string, { source, ...options }: LoadIdxOptions): Promise<NamedIdx> {
  for (const fileName of fileNamesOf(name)) {
    const bytes = await readBytes(locate(source, fileName), { ...options, name });
    if (bytes) return { ...(await parseIdx(bytes, fileName, options)), name: fileName };
  }
  throw new Error(`Cannot load "${name}": "${source}" must hold it, or "${name}.gz"; neither was found there.`);
}

/**
 * What a file may be called: compressed or not; and as Kaggle has MNIST's, `train-images.idx3-ubyte`, or in a folder of its
 * own name, in which its archive is unpacked there.
 */
function fileNamesOf(name: string): string[] {
  const onKaggle = name.replace(/-(idx\d-ubyte)$/, '.$1');
  const others = onKaggle === name ? [] : [`${onKaggle}.gz`, onKaggle, `${name}/${name}`];
  return [`${name}.gz`, name, ...others];
}
