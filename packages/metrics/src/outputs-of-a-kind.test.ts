import { Matrix } from '@feedforward/datasets';
import { describe, expect, it } from 'vitest';
import {
  accuracy,
  averagePrecision,
  balancedAccuracy,
  binaryAccuracy,
  classificationReport,
  classProbabilities,
  cohenKappa,
  confusionMatrix,
  f1,
  logLoss,
  matthewsCorrelation,
  precision,
  recall,
  rocAuc,
  score,
  topKAccuracy,
} from './index.ts';

// The scores of labels and probabilities are those of scikit-learn: see label-scores.test.ts.
/** Numbers from 0 to 1 without a pattern. */
const spread = (i: number): number => ((((i + 1) * 0.754877666) % 1) + (((i + 3) * (i + 3) * 0.569840296) % 1)) % 1;
const yes = Array.from({ length: 60 }, (_, i) => (spread(i) > 0.4 ? 1 : 0));
const shares = yes.map((label, i) => Math.min(0.99, Math.max(0.01, 0.05 + 0.3 * label + 0.6 * spread(100 + i))));
const said = shares.map((share) => (share > 0.5 ? 1 : 0));
const single = Matrix.from(shares.map((share) => [share])).ofKind('probabilities');
const pair = Matrix.from(shares.map((share) => [1 - share, share])).ofKind('probabilities');

const classes = Array.from({ length: 60 }, (_, i) => Math.floor(3 * spread(200 + i)));
const logits = Matrix.from(
  classes.map((c, i) => [0, 1, 2].map((k) => 3 * spread(300 + 3 * i + k) + (c === k ? 1 : 0))),
);
const softmax = classProbabilities(logits);
const chosen = Array.from(softmax.argMax());

describe('a single probability', () => {
  it.each([
    ['accuracy', accuracy(), accuracy(yes, said)],
    ['balancedAccuracy', balancedAccuracy(), balancedAccuracy(yes, said)],
    ['precision', precision(), precision(yes, said)],
    ['recall', recall(), recall(yes, said)],
    ['f1', f1(), f1(yes, said)],
    ['f1 of each', f1({ average: 'none' }), f1(yes, said, { average: 'none' })],
    ['cohenKappa', cohenKappa(), cohenKappa(yes, said)],
    ['matthewsCorrelation', matthewsCorrelation(), matthewsCorrelation(yes, said)],
    ['rocAuc', rocAuc(), rocAuc(yes, shares)],
    ['averagePrecision', averagePrecision(), averagePrecision(yes, shares)],
    ['logLoss', logLoss(), logLoss(yes, shares)],
  ])('is scored as scikit-learn does, by itself and as one of two: %s', (_, metric, expected) => {
    expect([score<unknown>(metric, single, yes)].flat()).toEqual([expected].flat().map(near));
    expect([score<unknown>(metric, pair, yes)].flat()).toEqual([expected].flat().map(near));
  });

  it('is counted in confusionMatrix and classificationReport', () => {
    expect(score(confusionMatrix(2), single, yes).toRows()).toEqual(confusionMatrix(yes, said).toRows());
    expect(score(classificationReport(), single, yes).text).toBe(classificationReport(yes, said).text);
  });

  it('counts by batches, views and weights', () => {
    const weights = shares.map((_, i) => i % 3);
    const batches = accuracy().start();
    batches.update(single.slice(0, 20), Int32Array.from(yes.slice(0, 20)), weights.slice(0, 20));
    batches.update(single.slice(20), Int32Array.from(yes.slice(20)), weights.slice(20));
    expect(batches.result()).toEqual(near(accuracy(yes, said, { sampleWeight: weights })));
  });

  it('of exactly 0.5 is of class 0, as in Keras; so is a value, and a logit of 0', () => {
    const scored = (value: number, kind: 'logits' | 'probabilities' | 'values') =>
      score(accuracy(), Matrix.from([[value]]).ofKind(kind), [1]);
    expect([scored(0.5, 'probabilities'), scored(0.501, 'probabilities')]).toEqual([0, 1]);
    expect([scored(0.5, 'values'), scored(0.501, 'values')]).toEqual([0, 1]);
    expect([scored(0, 'logits'), scored(0.001, 'logits')]).toEqual([0, 1]);
  });
});

describe('probabilities of several classes', () => {
  it.each([
    ['accuracy', accuracy(), accuracy(classes, chosen)],
    ['f1', f1({ average: 'macro' }), f1(classes, chosen, { average: 'macro' })],
    ['topKAccuracy', topKAccuracy(2), topKAccuracy(classes, softmax, { k: 2 })],
    ['logLoss', logLoss(), logLoss(classes, softmax)],
    ['rocAuc ovr', rocAuc({ multiClass: 'ovr' }), rocAuc(classes, softmax, { multiClass: 'ovr' })],
    ['rocAuc ovo', rocAuc({ multiClass: 'ovo' }), rocAuc(classes, softmax, { multiClass: 'ovo' })],
  ])('are scored as scikit-learn does, as are the logits of which they are the softmax: %s', (_, metric, expected) => {
    expect(score(metric, softmax, classes)).toEqual(near(expected));
    expect(score(metric, logits, classes)).toEqual(near(expected));
  });

  it('that are 0 for the label give a finite logLoss', () => {
    const outputs = Matrix.from([[0, 1]]).ofKind('probabilities');
    expect(score(logLoss(), outputs, [0])).toEqual(
      near(
        logLoss(
          [0, 1],
          [
            [0, 1],
            [0, 1],
          ],
          { normalize: false },
        ),
      ),
    );
  });
});

describe('several labels of an example', () => {
  const labels = Matrix.from([
    [0, 1, 1],
    [1, 0, 0],
  ]);
  const outputs = Matrix.from([
    [0.1, 0.6, 0.9],
    [0.4, 0.2, 0.3],
  ]);

  it('are scored one by one by binaryAccuracy, as by Keras, at the threshold of what outputs are', () => {
    expect(score(binaryAccuracy(), outputs.ofKind('probabilities'), labels)).toBeCloseTo(5 / 6, 12);
    expect(score(binaryAccuracy(), outputs.ofKind('probabilities'), labels, [1, 0])).toBe(1);
    expect(score(binaryAccuracy(), outputs, labels)).toBeCloseTo(3 / 6, 12);
    expect(score(binaryAccuracy(), single, yes)).toBe(score(accuracy(), single, yes));
    const wrong = Matrix.from([[0, 1, 2]]);
    expect(() => score(binaryAccuracy(), outputs.slice(0, 1), wrong)).toThrow('labels must be 0 or 1');
  });

  it.each([
    ['accuracy', accuracy()],
    ['f1', f1({ average: 'macro' })],
    ['topKAccuracy', topKAccuracy(2)],
    ['logLoss', logLoss()],
    ['rocAuc', rocAuc({ multiClass: 'ovr' })],
  ])('are refused where each is of one class: %s', (name, metric) => {
    const message = `Cannot score ${name}: rows of labels must be of one class each, row 0 is of 2.`;
    expect(() => score(metric, outputs, labels)).toThrow(message);
    expect(() =>
      score(
        metric,
        outputs,
        Matrix.from([
          [0, 0, 0],
          [0, 0, 1],
        ]),
      ),
    ).toThrow('row 0 is of 0');
  });
});

describe('values', () => {
  it('are refused by what takes probabilities', () => {
    const values = Matrix.from([[3], [-1]]).ofKind('values');
    expect(() => score(logLoss(), values, [1, 0])).toThrow('outputs must be logits or probabilities, they are values');
    expect(() => classProbabilities(values)).toThrow('they are values');
  });
});

function near(value: unknown): unknown {
  return expect.closeTo(Number(value), 12);
}
