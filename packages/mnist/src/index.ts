/** The names of MNIST's four IDX files. */
export type MnistFile =
  | 'train-images-idx3-ubyte'
  | 'train-labels-idx1-ubyte'
  | 't10k-images-idx3-ubyte'
  | 't10k-labels-idx1-ubyte';

/**
 * Where each of the four files lies, gzip-compressed: a `file:` URL where this package is installed, an `https:` one
 * where it is imported from a CDN.
 *
 * @example
 * ```ts
 * import { files } from '@feedforward/mnist';
 *
 * console.log(files['t10k-labels-idx1-ubyte'].pathname.endsWith('/data/t10k-labels-idx1-ubyte.gz')); // true
 * ```
 */
// Each URL is spelled out, so that bundlers see the asset and carry it along.
export const files: Readonly<Record<MnistFile, URL>> = {
  'train-images-idx3-ubyte': new URL('../data/train-images-idx3-ubyte.gz', import.meta.url),
  'train-labels-idx1-ubyte': new URL('../data/train-labels-idx1-ubyte.gz', import.meta.url),
  't10k-images-idx3-ubyte': new URL('../data/t10k-images-idx3-ubyte.gz', import.meta.url),
  't10k-labels-idx1-ubyte': new URL('../data/t10k-labels-idx1-ubyte.gz', import.meta.url),
};
