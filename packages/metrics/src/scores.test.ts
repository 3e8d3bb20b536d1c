import { readFileSync } from 'node:fs';
import { expectClose } from '@feedforward/contracts';
import { Matrix, type Targets } from '@feedforward/datasets';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accuracy,
  averagePrecision,
  balancedAccuracy,
  classificationReport,
  cohenKappa,
  confusionMatrix,
  f1,
  logLoss,
  type Metric,
  matthewsCorrelation,
  meanAbsoluteError,
  meanSquaredError,
  precision,
  r2Score,
  recall,
  rocAuc,
  rootMeanSquaredError,
  score,
  topKAccuracy,
} from './index.ts';

type ClassScores = Readonly<Record<'macro' | 'micro' | 'weighted', number>> & {
  readonly binary?: number;
  readonly none: number[];
};

interface ClassificationScores {
  readonly accuracy: number;
  readonly logLoss: number;
  readonly confusionMatrix: number[][];
  readonly topK: readonly (readonly [k: number, accuracy: number])[];
  readonly precision: ClassScores;
  readonly recall: ClassScores;
  readonly f1: ClassScores;
}

interface Golden<Scores> {
  readonly outputs: number[][];
  readonly weights: number[];
  readonly unweighted: Scores;
  readonly weighted: Scores;
}

interface Goldens {
  readonly classification: readonly (Golden<ClassificationScores> & { labels: number[] })[];
  readonly regression: readonly (Golden<Record<string, number>> & { labels: number[][] })[];
}

/** Made by goldens/make-goldens.py. */
const goldens: Goldens = JSON.parse(readFileSync(new URL('goldens/scikit-learn.json', import.meta.url), 'utf8'));
const close = (actual: number, expected: number, relative = 1e-12): void =>
  expectClose([actual], [expected], { relative, absolute: 1e-14 });
const title = ({ outputs }: { outputs: number[][] }): string => `outputs [${outputs.length}, ${outputs[0]!.length}]`;
const regressionScores = {
  meanSquaredError,
  rootMeanSquaredError,
  meanAbsoluteError,
  r2Score,
};

describe.each(goldens.classification.map((golden) => [title(golden), golden] as const))(
  'the classification scores are those of scikit-learn: %s',
  (_, { outputs, labels, weights, unweighted, weighted }) => {
    describe.each([
      ['without weights', undefined, unweighted],
      ['with weights', weights, weighted],
    ] as const)('%s', (_, w, expected) => {
      const classes = Math.max(2, outputs[0]!.length);
      const of = <Result>(metric: Metric<Result>): Result => score(metric, outputs, labels, w);

      it('accuracy', () => close(of(accuracy()), expected.accuracy));
      it('logLoss', () => close(of(logLoss()), expected.logLoss, 1e-10));
      it('confusionMatrix', () => {
        const matrix = of(confusionMatrix(classes));
        expect(matrix.shape).toEqual([classes, classes]);
        expectClose(matrix.data, expected.confusionMatrix.flat(), { relative: 1e-12 });
      });
      it('topKAccuracy, as far as k means something', () => {
        expect(expected.topK.length).toBe(Math.max(0, Math.min(2, outputs[0]!.length - 2)));
        for (const [k, share] of expected.topK) close(of(topKAccuracy(k)), share);
      });
      it.each([
        ['precision', precision, expected.precision],
        ['recall', recall, expected.recall],
        ['f1', f1, expected.f1],
      ] as const)('%s', (_, metric, golden) => {
        for (const average of ['macro', 'micro', 'weighted'] as const) close(of(metric({ average })), golden[average]);
        expectClose(of(metric({ average: 'none' })), golden.none, { relative: 1e-12, absolute: 1e-14 });
        if (golden.binary !== undefined) close(of(metric()), golden.binary);
      });
    });
  },
);

describe.each(goldens.regression.map((golden) => [title(golden), golden] as const))(
  'the regression scores are those of scikit-learn: %s',
  (_, { outputs, labels, weights, unweighted, weighted }) => {
    it.each(Object.entries(regressionScores))('%s', (name, scoreOf) => {
      const metric = scoreOf();
      close(score(metric, outputs, Matrix.from(labels)), unweighted[name]!, 1e-9);
      close(score(metric, outputs, Matrix.from(labels), weights), weighted[name]!, 1e-9);
      expect(scoreOf(labels, outputs)).toBe(score(metric, outputs, Matrix.from(labels)));
      expect(scoreOf(labels, Matrix.from(outputs), { sampleWeight: weights })).toBe(
        score(metric, outputs, Matrix.from(labels), weights),
      );
    });
  },
);

describe('a score of numbers', () => {
  it('takes a number for each example', () => {
    close(r2Score([3, -0.5, 2, 7], Float32Array.of(2.5, 0, 2, 8)), 0.9486081370449679); // scikit-learn's own example
  });

  it('refuses predictions that are too few, or of another shape', () => {
    expect(() => meanAbsoluteError([1, 2], [1])).toThrow(
      'Cannot score meanAbsoluteError: 1 rows of outputs take 1 labels',
    );
    expect(() =>
      r2Score(
        [1, 2],
        [
          [1, 2],
          [3, 4],
        ],
      ),
    ).toThrow('2 outputs take labels [batch, 2], they are [2, 1].');
    expect(() => r2Score([], [])).toThrow('Cannot score r2Score');
    expect(() => Reflect.apply(r2Score, undefined, [[1, 2]])).toThrow('Cannot score r2Score');
  });
});

describe('any score', () => {
  const numbers = fc.double({ min: -5, max: 5, noNaN: true });
  /** Rows of outputs for three classes, a label and a weight each, and where to cut them. */
  const examples = fc.record({
    rows: fc.array(
      fc.tuple(
        fc.array(numbers, { minLength: 3, maxLength: 3 }),
        fc.nat(2),
        fc.double({ min: 0, max: 3, noNaN: true }),
      ),
      {
        minLength: 1,
        maxLength: 30,
      },
    ),
    size: fc.integer({ min: 1, max: 30 }),
  });
  const metrics: Record<string, Metric<unknown>> = {
    accuracy: accuracy(),
    topKAccuracy: topKAccuracy(2),
    logLoss: logLoss(),
    precision: precision({ average: 'macro' }),
    recall: recall({ average: 'weighted' }),
    f1: f1({ average: 'none' }),
    balancedAccuracy: balancedAccuracy({ adjusted: true }),
    matthewsCorrelation: matthewsCorrelation(),
    cohenKappa: cohenKappa({ weights: 'quadratic' }),
    rocAuc: rocAuc({ multiClass: 'ovr', average: 'weighted' }),
    averagePrecision: averagePrecision({ average: 'micro' }),
    classificationReport: classificationReport(),
    confusionMatrix: {
      start: () => {
        const counts = confusionMatrix(3).start();
        return { update: counts.update, result: () => counts.result().toRows() };
      },
    },
  };
  const inBatches = (
    metric: Metric<unknown>,
    size: number,
    outputs: Matrix,
    labels: Targets,
    weights: number[],
  ): unknown => {
    const accumulator = metric.start();
    for (let start = 0; start < outputs.length; start += size) {
      const end = start + size;
      accumulator.update(outputs.slice(start, end), labels.slice(start, end), weights.slice(start, end));
    }
    return accumulator.result();
  };

  it.each(Object.entries(metrics))('is the same, bit for bit, however the rows are batched: %s', (_, metric) => {
    fc.assert(
      fc.property(examples, ({ rows, size }) => {
        const outputs = Matrix.from(rows.map(([row]) => row));
        const labels = Int32Array.from(rows, ([, label]) => label);
        const weights = rows.map(([, , weight]) => weight);
        expect(inBatches(metric, size, outputs, labels, weights)).toEqual(
          inBatches(metric, rows.length, outputs, labels, weights),
        );
      }),
    );
  });

  it.each(Object.entries(regressionScores))('is the same, bit for bit, however the rows are batched: %s', (_, make) => {
    fc.assert(
      fc.property(examples, ({ rows, size }) => {
        const outputs = Matrix.from(rows.map(([row]) => row));
        const labels = outputs.take(Int32Array.from(rows, ([, label]) => label % rows.length));
        const weights = rows.map(([, , weight]) => weight);
        expect(inBatches(make(), size, outputs, labels, weights)).toEqual(
          inBatches(make(), rows.length, outputs, labels, weights),
        );
      }),
    );
  });

  it('starts anew each time', () => {
    const metric = accuracy();
    expect([score(metric, [[0, 1]], [1]), score(metric, [[0, 1]], [0])]).toEqual([1, 0]);
  });

  it.each(
    Object.entries({
      ...regressionScores,
      accuracy,
      logLoss,
      precision,
      recall,
      f1,
      balancedAccuracy,
      matthewsCorrelation,
      cohenKappa,
      rocAuc,
      averagePrecision,
      topKAccuracy: () => topKAccuracy(1),
    }),
  )('is NaN before the first example: %s', (_, make) => expect(make().start().result()).toBeNaN());

  it('is NaN of examples that weigh nothing, where it is a mean', () => {
    for (const metric of [accuracy(), logLoss(), topKAccuracy(1)]) expect(score(metric, [[0, 1]], [1], [0])).toBeNaN();
    for (const make of Object.values(regressionScores)) expect(score(make(), [[0], [1]], [1, 2], [0, 0])).toBeNaN();
  });
});

describe.each(
  Object.entries({
    ...regressionScores,
    accuracy,
    logLoss,
    precision,
    balancedAccuracy,
    rocAuc,
    averagePrecision,
    topKAccuracy: () => topKAccuracy(1),
    confusionMatrix: () => confusionMatrix(2),
  }) as [string, () => Metric<unknown>][],
)('%s refuses', (name, make) => {
  const outputs = Matrix.from([
    [0.5, 1],
    [2, 3],
  ]);
  const labels = Matrix.from([
    [0, 1],
    [1, 0],
  ]);

  it('batches without examples', () => {
    expect(() => make().start().update(outputs.slice(0, 0), labels.slice(0, 0))).toThrow(
      new RangeError(`Cannot score ${name}: it takes outputs [batch, n], they are [0, 2].`),
    );
  });

  it('more or fewer labels and weights than rows, and takes nothing in', () => {
    const accumulator = make().start();
    const before = accumulator.result();
    expect(() => accumulator.update(outputs, labels.slice(0, 1))).toThrow(
      '2 rows of outputs take 2 labels, there are 1.',
    );
    expect(() => accumulator.update(outputs, labels, [1, 1, 1])).toThrow(
      '2 rows of outputs take 2 weights, there are 3.',
    );
    expect(accumulator.result()).toEqual(before);
  });

  it('weights that are not finite, or below 0', () => {
    expect(() => score(make(), outputs, labels, [1, Number.NaN])).toThrow(
      'weights must be finite and 0 or more, that of row 1 is NaN.',
    );
    expect(() => score(make(), outputs, labels, [-1, 1])).toThrow('that of row 0 is -1.');
  });

  it('labels of another width', () => {
    expect(() => score(make(), outputs, labels.columns([0]))).toThrow(
      '2 outputs take labels [batch, 2], they are [2, 1].',
    );
  });
});
