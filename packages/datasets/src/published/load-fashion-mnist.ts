import type { TrainAndTest } from '../idx/idx-dataset.ts';
import { mnistNames } from '../idx/load-idx.ts';
import { type LoadOptions, loadPublished } from './load-published.ts';
import type { PublishedData } from './published-data.ts';

const fashionMnist: PublishedData = {
  title: 'Fashion-MNIST',
  folder: 'fashion-mnist',
  names: mnistNames,
  labelNames: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
  checks: {
    'train-images-idx3-ubyte': {
      bytes: 47040016,
      sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
    },
    'train-labels-idx1-ubyte': {
      bytes: 60008,
      sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
    },
    't10k-images-idx3-ubyte': {
      bytes: 7840016,
      sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
    },
    't10k-labels-idx1-ubyte': {
      bytes: 10008,
      sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
    },
  },
  systemFolders: ['/usr/share/datasets/fashion-mnist'], // Debian's package dataset-fashion-mnist
  mirrors: [
    'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/', // lets any page read it
    'https://storage.googleapis.com/tensorflow/tf-keras-datasets/',
    'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
  ],
};

/**
 * Loads Fashion-MNIST (Xiao, Rasul and Vollgraf 2017): 60,000 pictures of garments to train on and 10,000 to test with,
 * in MNIST's form: rows of 784 bytes that read as 0 … 1, and labels 0 … 9, which `labelNames` names.
 *
 * The files come from `source` where one is named. Else from the folder in which Debian's package
 * `dataset-fashion-mnist` puts them, from the cache, or from a mirror on the web, and are checked against their known
 * SHA-256; what is damaged is fetched again. Your own `source` is not checked against it.
 *
 * @throws RangeError if a file of yours is malformed; Error if a file is nowhere to be had.
 *
 * @example
 * ```ts no-run
 * import { loadFashionMnist } from '@feedforward/datasets';
 *
 * const { train } = await loadFashionMnist({ cacheDir: './data' });
 * console.log(train.labelNames?.[train.labels[0]!]); // Ankle boot
 * ```
 */
export function loadFashionMnist(options: LoadOptions = {}): Promise<TrainAndTest<Uint8Array>> {
  return loadPublished(fashionMnist, options);
}
