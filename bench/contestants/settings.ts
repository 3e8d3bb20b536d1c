import { parseArgs } from 'node:util';

/** What a contestant is asked to be, by its command line. */
export interface Settings {
  /** The sizes of the network's layers, the input's first. */
  readonly layers: readonly number[];
  readonly batch: number;
  readonly optimizer: string;
  /** Whose WebAssembly kernels tfjs runs on: `stock` or `ours`. */
  readonly kernels: string;
  /** What takes our trainer's steps: its own choice (`default`), or `autodiff`. */
  readonly engine: string;
  readonly threads: number;
  /** Inputs without zeros, in place of MNIST's images. */
  readonly dense: boolean;
  /** Predict 10,000 rows instead of training. */
  readonly predict: boolean;
  /** Take one step and end, for a stopwatch around the whole process. */
  readonly once: boolean;
  /** For a matrix product [m, k] · [k, n]: m, k and n, and which of the two lies transposed in memory: `a` or `b`. */
  readonly product: readonly number[];
  readonly transpose: string;
  /** A command to run, after `--`. */
  readonly command: readonly string[];
}

const { values, positionals } = parseArgs({
  options: {
    layers: { type: 'string', default: '784-300-100-10' },
    batch: { type: 'string', default: '50' },
    optimizer: { type: 'string', default: 'gradientDescent' },
    kernels: { type: 'string', default: 'stock' },
    engine: { type: 'string', default: 'default' },
    threads: { type: 'string', default: '1' },
    dense: { type: 'boolean', default: false },
    predict: { type: 'boolean', default: false },
    once: { type: 'boolean', default: false },
    product: { type: 'string', default: '50-784-300' },
    transpose: { type: 'string', default: '' },
  },
  allowPositionals: true,
});

const numbers = (text: string): number[] => text.split('-').map(Number);

export const settings: Settings = {
  ...values,
  layers: numbers(values.layers),
  batch: Number(values.batch),
  threads: Number(values.threads),
  product: numbers(values.product),
  command: positionals,
};
