import type { Label } from '@feedforward/datasets';
import { ClassCounts } from '../classification/class-counts.ts';
import { averageOf, f1Rule, precisionRule, recallRule, type ZeroDivision } from '../classification/class-rules.ts';
import { checkZeroDivision } from '../classification/class-score.ts';
import { type ClassTally, talliesOfCounts, talliesOfPairs } from '../classification/class-tally.ts';
import { isList, type LabelList, labelPairs, type SampleWeights } from '../labels/label-pairs.ts';
import type { Metric } from '../metric.ts';
import { pairwiseSum } from '../pairwise-sum.ts';
import { type PrintedReport, reportText } from './report-text.ts';

/** How {@link classificationReport} is printed. */
export interface ReportOptions {
  /** How many decimals of a score are printed. Default 2. */
  readonly digits?: number | undefined;
  /** What the classes are called in print, in their order. Default: their labels. */
  readonly targetNames?: readonly string[] | undefined;
  /** The score of a class of which there is nothing to take a share of. Default 0. */
  readonly zeroDivision?: ZeroDivision | undefined;
}

/** What {@link classificationReport} counts, of predicted labels. */
export interface LabelReportOptions extends ReportOptions, SampleWeights {
  /** The classes to report, in this order. Default: those met in labels or predictions, in ascending order. */
  readonly labels?: LabelList | undefined;
}

/** A line of a report. */
export interface ReportScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** How much weight of examples is labelled so. */
  readonly support: number;
}

/** The scores of a class. */
export interface ClassReport extends ReportScores {
  readonly label: Label;
  /** Its target name. */
  readonly name: string;
}

/** Precision, recall and F1 of each class, and their means. */
export interface ClassificationReport {
  readonly classes: readonly ClassReport[];
  /** Where all classes are reported that were met, and no others: the three scores of their counts taken together. */
  readonly accuracy: number | undefined;
  /** Where classes were chosen otherwise: the scores of their counts taken together. */
  readonly microAverage: ReportScores | undefined;
  readonly macroAverage: ReportScores;
  readonly weightedAverage: ReportScores;
  /** All of it as scikit-learn prints it, character for character. */
  readonly text: string;
}

/**
 * Precision, recall and F1 of each class and their means, as values and as the text that scikit-learn's
 * `classification_report` prints.
 *
 * `classificationReport(yTrue, yPred, options?)` reports on predicted labels. `classificationReport(options?)` is a
 * metric, of outputs and labels as for {@link accuracy}: it reports on all classes that the outputs tell apart.
 *
 * @throws RangeError as {@link accuracy}; if there are not as many target names as classes, or `digits` is not a whole
 * number from 0 to 20; of a metric's result, before its first example.
 *
 * @example
 * ```ts
 * import { classificationReport } from '@feedforward/metrics';
 *
 * const targetNames = ['class 0', 'class 1', 'class 2'];
 * const report = classificationReport([0, 1, 2, 2, 2], [0, 0, 2, 2, 1], { targetNames });
 * console.log(report.text);
 * //               precision    recall  f1-score   support
 * //
 * //      class 0       0.50      1.00      0.67         1
 * //      class 1       0.00      0.00      0.00         1
 * //      class 2       1.00      0.67      0.80         3
 * //
 * //     accuracy                           0.60         5
 * //    macro avg       0.50      0.56      0.49         5
 * // weighted avg       0.70      0.60      0.61         5
 * console.log(report.classes[2].recall, report.accuracy); // 0.6666666666666666 0.6
 * ```
 */
export function classificationReport(options?: ReportOptions): Metric<ClassificationReport>;
export function classificationReport(
  yTrue: LabelList,
  yPred: LabelList,
  options?: LabelReportOptions,
): ClassificationReport;
export function classificationReport(
  first: LabelList | ReportOptions = {},
  yPred: LabelList = [],
  options: LabelReportOptions = {},
): ClassificationReport | Metric<ClassificationReport> {
  if (!isList(first)) return reportMetric(first);
  checkOptions(options);
  const pairs = labelPairs(first, yPred, options.sampleWeight, cannot);
  const { labels, tallies } = talliesOfPairs(pairs, options.labels, cannot);
  const whole = labels.length === pairs.classes.length && pairs.classes.every((label) => labels.includes(label));
  const someRight = pairs.actual.some((place, i) => place === pairs.predicted[i]);
  return reportOf({ labels, tallies, whole, fractional: pairs.weights !== undefined || !someRight }, options);
}

const cannot = 'make a classification report';

function reportMetric(options: ReportOptions): Metric<ClassificationReport> {
  checkOptions(options);
  return {
    start() {
      const counts = new ClassCounts('classificationReport');
      let weighted = false;
      return {
        update(outputs, labels, weights) {
          counts.update(outputs, labels, weights);
          weighted ||= weights !== undefined;
        },
        result() {
          if (counts.classes === 0)
            throw new RangeError(`Cannot ${cannot}: it takes one example at least, found none.`);
          const tallies = talliesOfCounts(counts);
          const fractional = weighted || tallies.every(({ truePositives }) => truePositives === 0);
          const whole = counts.met.every((met) => met === 1);
          return reportOf({ labels: [...tallies.keys()], tallies, whole, fractional }, options);
        },
      };
    },
  };
}

interface Counted {
  readonly labels: readonly Label[];
  readonly tallies: readonly ClassTally[];
  /** Whether these are all the classes that were met, and no others. */
  readonly whole: boolean;
  /** Whether scikit-learn counts in floats, and prints supports so: with weights, and where no prediction is right. */
  readonly fractional: boolean;
}

function reportOf(
  { labels, tallies, whole, fractional }: Counted,
  { digits = 2, targetNames, zeroDivision = 0 }: ReportOptions,
): ClassificationReport {
  if (targetNames && targetNames.length !== labels.length) {
    throw new RangeError(
      `Cannot ${cannot}: ${labels.length} classes [${labels.join(', ')}] take ${labels.length} target names, there are ${targetNames.length}.`,
    );
  }
  const classes = tallies.map((tally, c) => ({
    label: labels[c]!,
    name: targetNames?.[c] ?? String(labels[c]),
    precision: precisionRule(tally, zeroDivision),
    recall: recallRule(tally, zeroDivision),
    f1: f1Rule(tally, zeroDivision),
    // In scikit-learn's order, which last bits in print depend on.
    support: tally.truePositives + (tally.labelled - tally.truePositives),
  }));
  const support = pairwiseSum(classes.map((own) => own.support));
  const averaged = (average: 'macro' | 'micro' | 'weighted'): ReportScores => ({
    precision: averageOf(tallies, precisionRule, average, zeroDivision),
    recall: averageOf(tallies, recallRule, average, zeroDivision),
    f1: averageOf(tallies, f1Rule, average, zeroDivision),
    support,
  });
  const micro = averaged('micro');
  const report: PrintedReport = {
    classes,
    accuracy: whole ? micro.f1 : undefined,
    microAverage: whole ? undefined : micro,
    macroAverage: averaged('macro'),
    weightedAverage: averaged('weighted'),
  };
  return { ...report, text: reportText(report, digits, fractional) };
}

function checkOptions({ digits = 2, zeroDivision = 0 }: ReportOptions): void {
  if (!(Number.isInteger(digits) && digits >= 0 && digits <= 20)) {
    throw new RangeError(`Cannot ${cannot}: digits must be a whole number from 0 to 20, it is ${digits}.`);
  }
  checkZeroDivision(zeroDivision, cannot);
}
