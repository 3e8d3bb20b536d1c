import type { IdxFileNames } from '../idx/load-idx.ts';

/** A data set that is published as four IDX files, and where it can be had. */
export interface PublishedData {
  /** What errors call it. */
  readonly title: string;
  /** Its folder in the cache. */
  readonly folder: string;
  readonly names: IdxFileNames;
  readonly labelNames: readonly string[];
  /** Size and SHA-256 of each file, uncompressed, by its name. */
  readonly checks: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
  /** The package that carries the files, if there is one. */
  readonly packageName?: string;
  /** Folders in which operating systems keep it. */
  readonly systemFolders: readonly string[];
  /** Folders on the web from which it can be downloaded, the first that answers. */
  readonly mirrors: readonly string[];
}
