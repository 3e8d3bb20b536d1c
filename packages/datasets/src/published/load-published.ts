import type { Dataset } from '../dataset.ts';
import type { TrainAndTest } from '../idx/idx-dataset.ts';
import { type LoadIdxOptions, pairFiles, readOwn } from '../idx/load-idx.ts';
import type { DownloadOptions } from '../runtime/download.ts';
import { openCache } from '../runtime/file-cache.ts';
import { requireSha256 } from './check-sha256.ts';
import type { PublishedData } from './published-data.ts';
import { readPublished } from './read-published.ts';

/** What `loadMnist` and `loadFashionMnist` take. */
export interface LoadOptions extends DownloadOptions, Pick<LoadIdxOptions, 'onProgress'> {
  /**
   * A folder of your own that holds the four files: a path, or a URL. Each may be gzip-compressed, with `.gz` to its
   * name, or not. No checksum is asked of them. Default: wherever the files are to be had.
   */
  readonly source?: string | URL | undefined;
  /**
   * The folder in which downloads are kept, in a folder for each data set. Default: `feedforward` in the user's cache
   * folder (`$XDG_CACHE_HOME`, or what the platform has). Browsers keep downloads in a cache of their own, and take no
   * folder.
   */
  readonly cacheDir?: string | undefined;
}

/** The data set, from the caller's source, or else from the first place that has each file as it was published. */
export async function loadPublished(
  data: PublishedData,
  { source, cacheDir, ...options }: LoadOptions,
): Promise<TrainAndTest<Uint8Array>> {
  options.signal?.throwIfAborted();
  const loaded = await pairFiles(data.names, data.labelNames, placeOfFiles());
  options.signal?.throwIfAborted();
  return { train: byteLabels(loaded.train, data.title), test: byteLabels(loaded.test, data.title) };

  function placeOfFiles(): Parameters<typeof pairFiles>[2] {
    if (source !== undefined) return (name) => readOwn(name, { ...options, source });
    requireSha256(data.title);
    const cache = openCache(data.folder, cacheDir);
    return (name) => readPublished(data, name, { ...options, cache });
  }
}

function byteLabels(dataset: Dataset, title: string): Dataset<Uint8Array> {
  if (hasByteLabels(dataset)) return dataset;
  throw new TypeError(
    `Cannot load ${title}: its labels are bytes, these are ${dataset.labels.constructor.name}. Use loadIdx.`,
  );
}

const hasByteLabels = (dataset: Dataset): dataset is Dataset<Uint8Array> => dataset.labels instanceof Uint8Array;
