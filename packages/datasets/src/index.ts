export { type Batch, Dataset, type DatasetParts, type Labels, type Targets } from './dataset.ts';
export { Matrix, type MatrixLike, type Numbers } from './matrix.ts';
export { shuffleBatch } from './shuffle-batch.ts';
