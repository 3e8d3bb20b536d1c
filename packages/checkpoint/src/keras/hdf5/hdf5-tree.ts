import type { DownloadOptions } from '../../files/download.ts';
import type { TensorData } from '../../tensor-data.ts';

/** What an HDF5 file holds, as far as Keras uses it. Paths are without a slash at their ends; the root's is empty. */
export interface Hdf5Tree {
  /** Texts by their name, by the path of their group. */
  readonly attributes: ReadonlyMap<string, ReadonlyMap<string, string | readonly string[]>>;
  readonly datasets: ReadonlyMap<string, TensorData>;
  /** Datasets that no typed array holds, with HDF5's word for what they are. */
  readonly skipped: ReadonlyMap<string, string>;
}

/** How much of an HDF5 file is read. */
export interface Hdf5Limits extends DownloadOptions {
  /**
   * How many bytes all its tensors may have together. Default: 16 times those of the file, or 64 MiB if that is more,
   * so that a small file cannot take all memory.
   */
  readonly maxBytes?: number;
  /** How long reading may take, for a damaged file can send the HDF5 library in circles. Default 60 seconds. */
  readonly maxSeconds?: number;
}
