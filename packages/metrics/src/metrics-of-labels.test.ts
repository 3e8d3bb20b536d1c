import { expectClose } from '@feedforward/contracts';
import { Matrix } from '@feedforward/datasets';
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
  meanSquaredError,
  precision,
  r2Score,
  rocAuc,
  score,
  topKAccuracy,
} from './index.ts';

/** Numbers from 0 to 1, without an order that matters here. */
const scattered = (i: number): number => Math.abs((Math.sin((i + 1) * 12.9898) * 43758.5453) % 1);
const classes = [0, 1, 2, 3];
const outputs = new Matrix(
  Float64Array.from({ length: 240 }, (_, i) => 4 * scattered(i) - 2),
  [60, 4],
);
const labels = Array.from({ length: 60 }, (_, i) => Math.floor(4 * scattered(240 + i)));
const sampleWeight = Float64Array.from({ length: 60 }, (_, i) => scattered(300 + i));
const predicted = outputs.argMax();
const probabilities = outputs.toRows().map((row) => {
  const powers = row.map(Math.exp);
  return powers.map((power) => power / powers.reduce((sum, value) => sum + value));
});

const close = (found: number, expected: number): void =>
  expectClose([found], [expected], { relative: 1e-12, absolute: 1e-14 });

describe('a metric of outputs and the score of what they predict are the same', () => {
  it.each<[string, Metric, number]>([
    ['accuracy', accuracy(), accuracy(labels, predicted, { sampleWeight })],
    ['f1', f1({ average: 'macro' }), f1(labels, predicted, { average: 'macro', sampleWeight })],
    ['balancedAccuracy', balancedAccuracy(), balancedAccuracy(labels, predicted, { sampleWeight })],
    ['matthewsCorrelation', matthewsCorrelation(), matthewsCorrelation(labels, predicted, { sampleWeight })],
    [
      'cohenKappa',
      cohenKappa({ weights: 'linear' }),
      cohenKappa(labels, predicted, { weights: 'linear', labels: classes, sampleWeight }),
    ],
    ['logLoss', logLoss(), logLoss(labels, probabilities, { sampleWeight })],
    ['topKAccuracy', topKAccuracy(2), topKAccuracy(labels, probabilities, { k: 2, sampleWeight })],
    ['rocAuc', rocAuc({ multiClass: 'ovr' }), rocAuc(labels, probabilities, { multiClass: 'ovr', sampleWeight })],
    [
      'averagePrecision',
      averagePrecision(),
      averagePrecision(
        labels.map((label) => classes.map((own) => (own === label ? 1 : 0))),
        probabilities,
        { sampleWeight },
      ),
    ],
  ])('%s', (_, metric, expected) => close(score(metric, outputs, labels, sampleWeight), expected));

  it('confusionMatrix', () => {
    const counts = confusionMatrix(labels, predicted, { sampleWeight });
    expect(score(confusionMatrix(4), outputs, labels, sampleWeight).toRows()).toEqual(counts.toRows());
  });

  it('rocAuc, pair by pair', () => {
    const metric = rocAuc({ multiClass: 'ovo', average: 'weighted' });
    close(score(metric, outputs, labels), rocAuc(labels, probabilities, { multiClass: 'ovo', average: 'weighted' }));
  });

  it('of two classes, by one logit or by the distance of two', () => {
    const truth = labels.map((label) => label % 2);
    const two = outputs.columns([0, 1]);
    const distances = two.toRows().map(([a, b]) => b! - a!);
    const one = distances.map((distance) => [distance]);
    for (const ranking of [two, one]) {
      close(score(rocAuc(), ranking, truth), rocAuc(truth, distances));
      close(score(averagePrecision(), ranking, truth), averagePrecision(truth, distances));
    }
  });

  it('classificationReport, to the character', () => {
    const targetNames = ['shirt', 'coat', 'bag', 'boot'];
    expect(score(classificationReport({ targetNames }), outputs, labels)).toEqual({
      ...classificationReport(labels, predicted, { targetNames }),
    });
    const eighths = sampleWeight.map((weight) => Math.round(weight * 8) / 8); // whose sums are exact in any order
    expect(score(classificationReport({ targetNames, digits: 4 }), outputs, labels, eighths).text).toBe(
      classificationReport(labels, predicted, { targetNames, digits: 4, sampleWeight: eighths }).text,
    );
  });
});

describe('rocAuc, as a metric', () => {
  it('is NaN while a class is missing', () => {
    const metric = rocAuc();
    expect(score(metric, [[1], [2]], [1, 1])).toBeNaN();
    expect(
      score(
        rocAuc({ multiClass: 'ovr' }),
        [
          [1, 2, 3],
          [3, 1, 2],
        ],
        [0, 1],
      ),
    ).toBeNaN();
    expect(score(metric, [[1], [2]], [0, 1], [0, 0])).toBeNaN();
  });

  it('refuses more than two classes without multiClass, and weights with ovo', () => {
    expect(() => score(rocAuc(), [[1, 2, 3]], [0])).toThrow("3 classes take multiClass, 'ovr' or 'ovo'");
    expect(() => score(rocAuc({ multiClass: 'ovo' }), [[1, 2, 3]], [0], [2])).toThrow("'ovo' takes no weights");
  });
});

describe('labels of other kinds', () => {
  it('are scored as numbers are', () => {
    expect(accuracy([true, false, true], [true, true, true])).toBe(2 / 3);
    expect(accuracy([1n, 0n], [1n, 1n])).toBe(0.5);
    expect(f1([true, false, true], [true, true, true], { posLabel: true })).toBe(0.8);
    expect(classificationReport([true, false], [true, true]).classes.map(({ label }) => label)).toEqual([false, true]);
  });
});

describe('weights', () => {
  const actual = [0, 1, 2, 0, 1, 1];
  const probabilities = [
    [0.7, 0.2, 0.1],
    [0.3, 0.4, 0.3],
    [0.2, 0.2, 0.6],
    [0.3, 0.5, 0.2],
    [0.1, 0.6, 0.3],
    [0.5, 0.25, 0.25],
  ];

  it('may be 0 for all of a class, which then has no share: scikit-learn 1.2.1', () => {
    const options = { multiClass: 'ovr', sampleWeight: [1, 2, 0, 3, 1, 0.5] } as const;
    expect(rocAuc(actual, probabilities, { ...options, average: 'weighted' })).toBeCloseTo(0.5785714285714285, 12);
    expect(rocAuc(actual, probabilities, { ...options, average: 'micro' })).toBeCloseTo(0.7388888888888889, 12);
    const each = rocAuc(
      actual.map((c) => [0, 1, 2].map((k) => Number(k === c))),
      probabilities,
      {
        ...{ sampleWeight: options.sampleWeight, average: 'none' },
      },
    );
    expect(each.map((area) => Number(area.toFixed(8)))).toEqual([0.67857143, 0.46428571, Number.NaN]);
    expect(() => rocAuc(actual, probabilities, options)).toThrow('of a weight above 0, one kind has none');
  });

  it('may not all be 0 where there is a mean to take', () => {
    const sampleWeight = new Float64Array(6);
    const message = 'one weight at least must be above 0, all are 0';
    expect(() => accuracy(actual, actual, { sampleWeight })).toThrow(message);
    expect(() => logLoss(actual, probabilities, { sampleWeight })).toThrow(message);
    expect(() => topKAccuracy(actual, probabilities, { sampleWeight })).toThrow(message);
    expect(() => meanSquaredError(actual, actual, { sampleWeight })).toThrow(message);
    expect(() => r2Score(actual, actual, { sampleWeight })).toThrow(message);
    expect(topKAccuracy(actual, probabilities, { sampleWeight, normalize: false })).toBe(0);
  });
});

describe('scores of labels refuse', () => {
  it('labels and predictions that do not go together', () => {
    expect(() => accuracy([0, 1], [1])).toThrow('Cannot score accuracy: 2 labels take 2 predictions, there are 1.');
    expect(() => accuracy([], [])).toThrow('it takes one label at least, found none.');
    expect(() => accuracy([0, 1], ['0', '1'])).toThrow(
      'labels are all numbers, all strings, all booleans or all BigInt',
    );
    expect(() => accuracy([0.5], [0])).toThrow('labels that are numbers must be whole, one is 0.5.');
    expect(() => f1([0, 1], [1, 1], { sampleWeight: [1] })).toThrow('2 labels take 2 weights, there are 1.');
    expect(() => f1([0, 1], [1, 1], { sampleWeight: [1, -1] })).toThrow('that of row 1 is -1.');
  });

  it('choices that there are not', () => {
    expect(() => precision([0, 1, 2], [0, 1, 2])).toThrow('the average "binary" takes two classes, there are 3.');
    expect(() => precision([2, 3], [2, 3])).toThrow('posLabel must be one of [2, 3], it is 1.');
    expect(() => confusionMatrix([0, 1], [0, 1], { labels: [5] })).toThrow('labels [5] must be there, none is.');
    expect(() => confusionMatrix([0, 1], [0, 1], { labels: [1, 1] })).toThrow('1 is there twice.');
    expect(() => Reflect.apply(cohenKappa, null, [{ weights: 'cubic' }])).toThrow('they are "cubic".');
    expect(() => classificationReport([0], [0], { digits: -1 })).toThrow('a whole number from 0 to 20, it is -1.');
    expect(() => classificationReport([0, 1], [0, 1], { targetNames: ['a'] })).toThrow('2 target names, there are 1.');
    expect(() => classificationReport().start().result()).toThrow('it takes one example at least');
  });

  it('scores that cannot be ranked', () => {
    expect(() => rocAuc([0, 1], [0.5, Number.NaN])).toThrow('scores must be finite, that of example 1 is NaN.');
    expect(() => rocAuc([0, 0], [0.5, 0.1])).toThrow('there must be positives and negatives');
    expect(() =>
      rocAuc(
        [0, 1, 2],
        [
          [1, 0, 0],
          [0, 1, 1],
          [0, 0, 1],
        ],
        { multiClass: 'ovr' },
      ),
    ).toThrow('those of row 1 come to 2.');
    expect(() => averagePrecision(['a', 'b'], [0, 1])).toThrow('or posLabel is given; they are [a, b].');
    expect(() => logLoss([0, 1], [0.2, 1.2])).toThrow(
      'probabilities must be numbers from 0 to 1, one of row 1 is 1.2.',
    );
  });
});
