export { type CsvColumn, type CsvColumnsOptions, csvColumns } from './csv/csv-columns.ts';
export { type ParseCsvOptions, parseCsv } from './csv/parse-csv.ts';
export { type Batch, Dataset, type DatasetParts, type Labels, type Targets, takeTargets } from './dataset.ts';
export type { IdxArray, IdxNumbers } from './idx/idx-array.ts';
export type { TrainAndTest } from './idx/idx-dataset.ts';
export { type IdxFileNames, type LoadIdxOptions, loadIdx } from './idx/load-idx.ts';
export { type IdxReadOptions, parseIdx } from './idx/parse-idx.ts';
export { loadIris } from './load-iris.ts';
export { Matrix, type MatrixLike } from './matrix.ts';
export type { Numbers } from './numbers.ts';
export type { OutputKind } from './output-kind.ts';
export type { Label } from './preprocessing/label-classes.ts';
export { LabelEncoder, type LabelEncoderJson } from './preprocessing/label-encoder.ts';
export type { JsonLabel } from './preprocessing/labels-json.ts';
export { MinMaxScaler, type MinMaxScalerJson, type MinMaxScalerOptions } from './preprocessing/min-max-scaler.ts';
export {
  type LabelRows,
  OneHotEncoder,
  type OneHotEncoderJson,
  type OneHotEncoderOptions,
} from './preprocessing/one-hot-encoder.ts';
export {
  StandardScaler,
  type StandardScalerJson,
  type StandardScalerOptions,
} from './preprocessing/standard-scaler.ts';
export { loadFashionMnist } from './published/load-fashion-mnist.ts';
export { loadMnist } from './published/load-mnist.ts';
export type { LoadOptions } from './published/load-published.ts';
export type { DownloadOptions } from './runtime/download.ts';
export type { Progress } from './runtime/read-bytes.ts';
export { KFold, type KFoldOptions } from './selection/k-fold.ts';
export { ShuffleSplit, type ShuffleSplitOptions } from './selection/shuffle-split.ts';
export type { SplitSizes } from './selection/split-sizes.ts';
export type { Seed, Split, Splitter } from './selection/splitter.ts';
export { StratifiedKFold } from './selection/stratified-k-fold.ts';
export { StratifiedShuffleSplit } from './selection/stratified-shuffle-split.ts';
export {
  type Splittable,
  type TrainTestPairs,
  type TrainTestSplitOptions,
  trainTestSplit,
} from './selection/train-test-split.ts';
export { shuffleBatch } from './shuffle-batch.ts';
