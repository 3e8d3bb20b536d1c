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
   * The most memory in bytes to take beside the file's own bytes: its tensors, and what they are unpacked from. Default:
   * 3 times the file's bytes and 8 MiB, so that a small file cannot take all memory.
   */
  readonly maxBytes?: number;
  /**
   * How long the HDF5 library may take over what it has to read, for a damaged file can send it in circles. Default: 10
   * seconds, and 1 for each MB.
   */
  readonly maxSeconds?: number;
}
