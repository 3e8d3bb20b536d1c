import { readFileSync } from 'node:fs';
import { expectClose } from '@feedforward/contracts';
import { type Label, Matrix } from '@feedforward/datasets';
import { afterAll, describe, expect, it } from 'vitest';
import {
  accuracy,
  averagePrecision,
  balancedAccuracy,
  classificationReport,
  cohenKappa,
  confusionMatrix,
  f1,
  logLoss,
  matthewsCorrelation,
  precision,
  precisionRecallCurve,
  recall,
  rocAuc,
  rocCurve,
  topKAccuracy,
} from './index.ts';

type Result = number | string | readonly Result[];

interface Case {
  readonly data: number;
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly weighted: boolean;
  /** "refused" where scikit-learn refuses, "NaN" and "Infinity" for what JSON has no words for. */
  readonly result: Result;
}

interface Goldens<Data, C extends Case = Case> {
  readonly data: readonly Data[];
  readonly cases: readonly C[];
}

interface Labelled {
  readonly yTrue: Label[];
  readonly yPred: Label[];
  readonly weights: number[];
}

interface Ranked {
  readonly yTrue: Label[];
  readonly names: Label[];
  readonly scores: number[];
  readonly probabilities: number[][];
  readonly weights: number[];
}

interface RankedCase extends Case {
  readonly scores: 'scores' | 'probabilities';
  /** Whether labels are given as rows of 0 and 1. */
  readonly indicators: boolean;
}

/** Made by goldens/make-label-goldens.py. */
const read = (name: string) => JSON.parse(readFileSync(new URL(`goldens/${name}.json`, import.meta.url), 'utf8'));
const labelled: Goldens<Labelled> = read('label-scores');
const ranked: Goldens<Ranked, RankedCase> = read('ranked-scores');

/** Ours, by scikit-learn's name. */
const functions: Readonly<Record<string, (...args: never[]) => unknown>> = {
  accuracy_score: accuracy,
  average_precision_score: averagePrecision,
  balanced_accuracy_score: balancedAccuracy,
  classification_report: classificationReport,
  cohen_kappa_score: cohenKappa,
  confusion_matrix: confusionMatrix,
  f1_score: f1,
  log_loss: logLoss,
  matthews_corrcoef: matthewsCorrelation,
  precision_recall_curve: precisionRecallCurve,
  precision_score: precision,
  recall_score: recall,
  roc_auc_score: rocAuc,
  roc_curve: rocCurve,
  top_k_accuracy_score: topKAccuracy,
};

function resultOf(name: string, yTrue: unknown, given: unknown, options: object): unknown {
  try {
    return Reflect.apply(functions[name]!, undefined, [yTrue, given, options]);
  } catch (error) {
    expect(error).toSatisfy((thrown) => thrown instanceof RangeError || thrown instanceof TypeError);
    return 'refused';
  }
}

/** A result in scikit-learn's form. */
function plain(result: unknown): Result {
  if (typeof result === 'number') return Number.isFinite(result) ? result : String(result);
  if (typeof result === 'string') return result;
  if (result instanceof Matrix) return result.toRows();
  if (Array.isArray(result)) return result.map(plain);
  if (result instanceof Float64Array) return Array.from(result, plain);
  if (typeof result !== 'object' || result === null) throw new TypeError(`No such result is known: ${result}.`);
  return 'text' in result ? String(result.text) : Object.values(result).map(plain);
}

const flat = (result: Result): readonly (number | string)[] =>
  Array.isArray(result) ? result.flatMap(flat) : [result as number | string];

function expectSame({ data, name, options, weighted, result }: Case, found: Result): void {
  const context = JSON.stringify({ name, data, options, weighted });
  const [ours, theirs] = [flat(found), flat(result)];
  expect(
    ours.map((value) => (typeof value === 'string' ? value : 'number')),
    context,
  ).toEqual(theirs.map((value) => (typeof value === 'string' ? value : 'number')));
  try {
    expectClose(ours.map(numberOf), theirs.map(numberOf), { relative: 1e-12, absolute: 1e-14 });
  } catch (error) {
    throw new Error(`${context}: ${error}`);
  }
}

const numberOf = (value: number | string): number => (typeof value === 'number' ? value : 0);

/** How many cases were equal, by scikit-learn's name. */
const counted: Record<string, { cases: number; equal: number; refused: number }> = {};
afterAll(() => console.table(counted));

/** One test for each function. */
function describeCases<C extends Case>(cases: readonly C[], run: (golden: C, options: object) => unknown): void {
  for (const name of [...new Set(cases.map((golden) => golden.name))].sort()) {
    const own = cases.filter((golden) => golden.name === name);
    const refused = own.filter(({ result }) => result === 'refused').length;
    it(`${name}: ${own.length} cases`, () => {
      const tally = { cases: own.length, equal: 0, refused };
      counted[name] = tally;
      expect(own.length - refused).toBeGreaterThan(20);
      for (const golden of own) {
        const average = golden.options.average === null ? { average: 'none' } : {};
        expectSame(golden, plain(run(golden, { ...golden.options, ...average })));
        tally.equal++;
      }
    });
  }
}

describe('scores of predicted labels are those of scikit-learn, reports to the character', () => {
  describeCases(labelled.cases, ({ name, data, weighted }, options) => {
    const { yTrue, yPred, weights } = labelled.data[data]!;
    return resultOf(name, yTrue, yPred, { ...options, sampleWeight: weighted ? weights : undefined });
  });
});

describe('scores of ranked labels are those of scikit-learn', () => {
  describeCases(ranked.cases, ({ name, data, weighted, scores, indicators }, options) => {
    const { yTrue, names, weights, ...given } = ranked.data[data]!;
    const rows = yTrue.map((label) => names.map((known) => (known === label ? 1 : 0)));
    return resultOf(name, indicators ? rows : yTrue, given[scores], {
      ...options,
      sampleWeight: weighted ? weights : undefined,
    });
  });
});
