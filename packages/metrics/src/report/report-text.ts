import type { ClassificationReport, ReportScores } from './classification-report.ts';
import { decimals, shortest } from './decimals.ts';

/** A report without its text. */
export type PrintedReport = Omit<ClassificationReport, 'text'>;

/** The columns' width. */
const column = 9;

/**
 * A report as scikit-learn prints it.
 * @param fractional Whether supports are printed as floats.
 */
export function reportText(report: PrintedReport, digits: number, fractional: boolean): string {
  const { classes, accuracy, microAverage, macroAverage, weightedAverage } = report;
  const heading = classes.reduce(
    (widest, { name }) => Math.max(widest, [...name].length),
    Math.max('weighted avg'.length, digits),
  );
  const line = (name: string, cells: readonly string[]) =>
    `${right(name, heading)} ${cells.map((cell) => ` ${right(cell, column)}`).join('')}\n`;
  const support = (value: number) => (fractional ? shortest(value) : String(value));
  const scores = (name: string, row: ReportScores) =>
    line(name, [
      decimals(row.precision, digits),
      decimals(row.recall, digits),
      decimals(row.f1, digits),
      support(row.support),
    ]);
  return [
    line('', ['precision', 'recall', 'f1-score', 'support']),
    '\n',
    ...classes.map((own) => scores(own.name, own)),
    '\n',
    accuracy === undefined ? '' : line('accuracy', ['', '', decimals(accuracy, digits), support(macroAverage.support)]),
    microAverage ? scores('micro avg', microAverage) : '',
    scores('macro avg', macroAverage),
    scores('weighted avg', weightedAverage),
  ].join('');
}

/** Padded on the left, by characters as Python counts them. */
function right(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - [...text].length)) + text;
}
