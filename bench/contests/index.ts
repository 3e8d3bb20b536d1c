import { coldStart } from './cold-start.ts';
import type { Contest } from './contest.ts';
import { loading } from './loading.ts';
import { matrixProducts } from './matrix-products.ts';
import { optimizers } from './optimizers.ts';
import { plainTfjs } from './plain-tfjs.ts';
import { prediction } from './prediction.ts';
import { runtimes } from './runtimes.ts';
import { training } from './training.ts';

export const contests: readonly Contest[] = [
  ...training,
  plainTfjs,
  optimizers,
  runtimes,
  prediction,
  coldStart,
  loading,
  ...matrixProducts,
];
