import { Matrix } from '@feedforward/datasets';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  accuracy,
  confusionMatrix,
  f1,
  inTopK,
  logLoss,
  type Metric,
  precision,
  recall,
  score,
  topKAccuracy,
} from '../index.ts';

describe('accuracy', () => {
  it('takes one-hot rows as it takes classes', () => {
    const outputs = [
      [2, 1, 0],
      [0, 3, 1],
      [1, 0, 0],
    ];
    expect(
      score(
        accuracy(),
        outputs,
        Matrix.from([
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ]),
      ),
    ).toBe(score(accuracy(), outputs, [0, 1, 2]));
  });

  it('predicts class 1 from a single logit above 0', () => {
    expect(score(accuracy(), [[0.1], [-0.1], [0]], [1, 0, 0])).toBe(1);
    expect(score(accuracy(), [[0.1], [-0.1], [0]], Matrix.from([[1], [1], [1]]))).toBe(1 / 3);
  });

  it('takes the first of equal outputs', () => {
    expect(
      score(
        accuracy(),
        [
          [1, 1],
          [0, 0],
        ],
        [0, 1],
      ),
    ).toBe(0.5);
  });

  it('refuses labels that are not classes, naming the row', () => {
    expect(() =>
      score(
        accuracy(),
        [
          [1, 2],
          [3, 4],
        ],
        [0, 2],
      ),
    ).toThrow(new RangeError('Cannot score accuracy: classes are whole numbers from 0 to 1, the label of row 1 is 2.'));
    expect(() => score(accuracy(), [[1]], [0.5])).toThrow('the label of row 0 is 0.5.');
    expect(() => score(accuracy(), [[1]], Matrix.from([[2]]))).toThrow('the label of row 0 is 2.');
    expect(() => score(accuracy(), [[1, 2]], [Number.NaN])).toThrow('the label of row 0 is NaN.');
    expect(() => score(accuracy(), [[1, 2]], Matrix.from([[1, Number.NaN]]))).toThrow('row 0, column 1 is NaN.');
  });
});

describe('inTopK', () => {
  it('lets ties pass', () => {
    expect(inTopK([[1, 1, 1]], [2], 1)).toEqual([true]);
    expect(inTopK([[2, 1, 1]], [2], 1)).toEqual([false]);
    expect(inTopK([[2, 1, 1]], [2], 2)).toEqual([true]);
  });

  it('is false for a label that is not one of the classes', () => {
    expect(
      inTopK(
        [
          [1, 2],
          [1, 2],
          [1, 2],
          [1, 2],
        ],
        [-1, 2, 0.5, Number.NaN],
        2,
      ),
    ).toEqual([false, false, false, false]);
  });

  it('is false wherever an output is not finite', () => {
    const rows = [
      [Number.NaN, 5],
      [Infinity, 5],
      [-Infinity, 5],
      [5, Infinity],
    ];
    expect(inTopK(rows, [1, 1, 1, 1], 2)).toEqual([false, false, false, false]);
  });

  it('is true of all finite rows for a k beyond the classes', () => {
    expect(inTopK([[3, 2, 1]], [2], 100)).toEqual([true]);
  });

  it('refuses a k below 1, and fewer labels than rows', () => {
    for (const k of [0, -1, 1.5, Number.NaN]) expect(() => inTopK([[1]], [0], k)).toThrow(RangeError);
    expect(() => inTopK([[1], [2]], [0], 1)).toThrow('2 rows of outputs take 2 labels, there are 1.');
  });
});

describe('topKAccuracy', () => {
  it('is the share of what is in the top k, ties and all', () => {
    expect(
      score(
        topKAccuracy(2),
        [
          [3, 2, 1],
          [3, 2, 2],
          [1, 2, 3],
        ],
        [2, 2, 0],
      ),
    ).toBe(1 / 3);
  });

  it('refuses a single output, a k below 1, and labels that are not classes', () => {
    expect(() => score(topKAccuracy(1), [[1]], [0])).toThrow('it takes an output for each class, there is 1.');
    expect(() => topKAccuracy(0)).toThrow('Cannot score topKAccuracy: k must be a whole number, 1 or more; it is 0.');
    expect(() => score(topKAccuracy(1), [[1, 2]], [2])).toThrow('the label of row 0 is 2.');
  });
});

describe('logLoss', () => {
  it('is ln n for n equal logits', () => {
    expect(score(logLoss(), [new Float64Array(10)], [3])).toBeCloseTo(Math.LN10, 15);
    expect(score(logLoss(), [[0]], [1])).toBeCloseTo(Math.LN2, 15);
  });

  it('is as large as the logits are wrong, for logits of 1e4 and 1e300', () => {
    expect(score(logLoss(), [[1e4, 0]], [1])).toBe(1e4);
    expect(score(logLoss(), [[-1e300]], [1])).toBe(1e300);
    expect(score(logLoss(), [[1e300, 0, -Infinity]], [0])).toBe(0);
  });

  it('keeps the digits of small losses', () => {
    expect(score(logLoss(), [[50, 0]], [0])).toBeCloseTo(Math.exp(-50), 30);
  });

  it('takes probabilities, one-hot or softer', () => {
    const outputs = [
      [1, 2, -1],
      [0.5, 0.5, 3],
    ];
    expect(
      score(
        logLoss(),
        outputs,
        Matrix.from([
          [0, 1, 0],
          [0, 0, 1],
        ]),
      ),
    ).toBe(score(logLoss(), outputs, [1, 2]));
    const halves = score(logLoss(), [outputs[0]!], Matrix.from([[0.5, 0.5, 0]]));
    expect(halves).toBeCloseTo((score(logLoss(), [outputs[0]!], [0]) + score(logLoss(), [outputs[0]!], [1])) / 2, 14);
    expect(score(logLoss(), [[0.7]], Matrix.from([[1]]))).toBe(score(logLoss(), [[0.7]], [1]));
    expect(() => score(logLoss(), [[0.7]], Matrix.from([[1.5]]))).toThrow(
      'labels must be numbers from 0 to 1, row 0 is 1.5.',
    );
  });
});

describe('confusionMatrix', () => {
  it('has a row for each label and a column for each prediction', () => {
    expect(
      score(
        confusionMatrix(3),
        [
          [0, 1, 0],
          [0, 0, 1],
        ],
        [0, 0],
      ).toRows(),
    ).toEqual([
      [0, 1, 1],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('is zeros before the first example, and not changed by later ones', () => {
    const accumulator = confusionMatrix(2).start();
    const before = accumulator.result();
    accumulator.update(Matrix.from([[1, 0]]), Int32Array.of(0));
    expect(before.toRows()).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(accumulator.result().toRows()).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });

  it('refuses outputs for another number of classes', () => {
    expect(() => score(confusionMatrix(10), [[1, 2]], [0])).toThrow(
      'it counts 10 classes, the outputs [1, 2] tell 2 apart.',
    );
    expect(() => confusionMatrix(1)).toThrow('nClasses must be a whole number, 2 or more; it is 1.');
  });
});

describe('precision, recall and f1', () => {
  it('are 0 for a class that is never predicted or labelled', () => {
    const [outputs, labels] = [
      [
        [1, 0],
        [1, 0],
      ],
      [0, 0],
    ] as const;
    expect([precision(), recall(), f1()].map((metric) => score(metric, outputs, labels))).toEqual([0, 0, 0]);
    expect(score(precision({ average: 'none' }), outputs, labels)).toEqual([1, 0]);
  });

  it('give a number, or one for each class, and the types say which', () => {
    expectTypeOf(precision()).toEqualTypeOf<Metric>();
    expectTypeOf(recall({ average: 'macro' })).toEqualTypeOf<Metric>();
    expectTypeOf(f1({ average: 'none' })).toEqualTypeOf<Metric<number[]>>();
    expect(f1({ average: 'none' }).start().result()).toEqual([]);
  });

  it('take two classes for the average "binary", and say what else there is', () => {
    expect(() => score(precision(), [[1, 2, 3]], [0])).toThrow(
      'Cannot score precision: the average "binary" takes two classes, the outputs are for 3. Choose "macro", "micro", "weighted" or "none".',
    );
    const average: string = 'median';
    expect(() => recall({ average: average as 'macro' })).toThrow(
      'average must be one of binary, macro, micro, weighted, none; it is "median".',
    );
  });

  it('refuse batches of different widths', () => {
    const accumulator = recall().start();
    accumulator.update(Matrix.from([[1, 2]]), Int32Array.of(0));
    expect(() => accumulator.update(Matrix.from([[1, 2, 3]]), Int32Array.of(0))).toThrow(RangeError);
    expect(accumulator.result()).toBe(0);
  });
});
