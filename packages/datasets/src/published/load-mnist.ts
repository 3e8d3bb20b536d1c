import type { TrainAndTest } from '../idx/idx-dataset.ts';
import { mnistNames } from '../idx/load-idx.ts';
import { type LoadOptions, loadPublished } from './load-published.ts';
import type { PublishedData } from './published-data.ts';

const mnist: PublishedData = {
  title: 'MNIST',
  folder: 'mnist',
  names: mnistNames,
  labelNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  checks: {
    'train-images-idx3-ubyte': {
      bytes: 47040016,
      sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
    },
    'train-labels-idx1-ubyte': {
      bytes: 60008,
      sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
    },
    't10k-images-idx3-ubyte': {
      bytes: 7840016,
      sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
    },
    't10k-labels-idx1-ubyte': {
      bytes: 10008,
      sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    },
  },
  packageName: '@feedforward/mnist',
  systemFolders: [],
  mirrors: [
    'https://cdn.jsdelivr.net/npm/@feedforward/mnist/data/', // first, since it lets any page read it
    'https://ossci-datasets.s3.amazonaws.com/mnist/',
    'https://storage.googleapis.com/cvdf-datasets/mnist/',
  ],
};

/**
 * Loads MNIST (LeCun, Cortes and Burges 1998): 60,000 handwritten digits to train on and 10,000 to test with, each of
 * 28 × 28 pixels as a row of 784. Pixels stay bytes in memory (47 MB) and read as 0 … 1; labels are 0 … 9.
 *
 * The files come from `source` where one is named. Else from `@feedforward/mnist` where it is installed, from the
 * cache, or from a mirror on the web, and are checked against their known SHA-256; what is damaged is fetched again.
 * Your own `source` is not checked against it.
 *
 * @throws RangeError if a file of yours is malformed; Error if a file is nowhere to be had.
 *
 * @example
 * ```ts
 * import { loadMnist } from '@feedforward/datasets';
 *
 * const { train, test } = await loadMnist();
 * console.log(train.features.shape, test.features.shape); // [60000, 784] [10000, 784]
 * console.log(train.labels.slice(0, 5).join(' ')); // 5 0 4 1 9
 * ```
 */
export function loadMnist(options: LoadOptions = {}): Promise<TrainAndTest<Uint8Array>> {
  return loadPublished(mnist, options);
}
