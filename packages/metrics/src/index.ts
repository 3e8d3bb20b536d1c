export { accuracy } from './classification/accuracy.ts';
export { type BalancedAccuracyOptions, balancedAccuracy } from './classification/balanced-accuracy.ts';
export { binaryAccuracy } from './classification/binary-accuracy.ts';
export { classProbabilities } from './classification/class-probabilities.ts';
export type { ZeroDivision } from './classification/class-rules.ts';
export type { Average, ClassScore, ClassScoreOptions, LabelScoreOptions } from './classification/class-score.ts';
export { type CohenKappaLabels, type CohenKappaOptions, cohenKappa } from './classification/cohen-kappa.ts';
export { type ConfusionMatrixOptions, confusionMatrix } from './classification/confusion-matrix.ts';
export type { ConfusionScore } from './classification/confusion-score.ts';
export { inTopK } from './classification/in-top-k.ts';
export { type LogLossOptions, logLoss } from './classification/log-loss.ts';
export { matthewsCorrelation } from './classification/matthews-correlation.ts';
export { f1, precision, recall } from './classification/precision-recall.ts';
export { type TopKAccuracyOptions, topKAccuracy } from './classification/top-k-accuracy.ts';
export type { LabelList, SampleWeights } from './labels/label-pairs.ts';
export type { Accumulator, Metric } from './metric.ts';
export { auc } from './ranking/auc.ts';
export {
  type AveragePrecisionMetricOptions,
  type AveragePrecisionOptions,
  averagePrecision,
} from './ranking/average-precision.ts';
export type { RankingAverage } from './ranking/average-ranking.ts';
export type { BinaryOptions } from './ranking/binary-labels.ts';
export { type PrecisionRecallCurve, precisionRecallCurve } from './ranking/precision-recall-curve.ts';
export { type RocAucMetricOptions, type RocAucOptions, rocAuc } from './ranking/roc-auc.ts';
export { type RocCurve, type RocCurveOptions, rocCurve } from './ranking/roc-curve.ts';
export { meanAbsoluteError, meanSquaredError, rootMeanSquaredError } from './regression/mean-error.ts';
export { r2Score } from './regression/r2-score.ts';
export type { ValueList } from './regression/score-of-values.ts';
export {
  type ClassificationReport,
  type ClassReport,
  classificationReport,
  type LabelReportOptions,
  type ReportOptions,
  type ReportScores,
} from './report/classification-report.ts';
export { score } from './score.ts';
