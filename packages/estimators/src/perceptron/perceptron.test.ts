import { Matrix } from '@feedforward/datasets';
import { RandomState } from '@feedforward/random';
import { describe, expect, it } from 'vitest';
import type { Label } from './labels.ts';
import type { PerceptronOptions } from './options.ts';
import { Perceptron } from './perceptron.ts';
import type { PerceptronJson } from './perceptron-json.ts';

function outcomeOf({ classes, coef, intercept, nIter, t }: Perceptron<Label>) {
  return { classes, coef, intercept, nIter, t };
}

describe('Perceptron', () => {
  const and = {
    features: [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    labels: [0, 0, 0, 1],
  };

  it('takes typed labels, views and rows alike', () => {
    const wide = new Matrix(Float32Array.of(0, 9, 0, 0, 9, 1, 1, 9, 0, 1, 9, 1), [4, 3]);
    const perceptron = new Perceptron().fit(wide.columns([0, 2]), Uint8Array.from(and.labels));
    expect(outcomeOf(perceptron)).toEqual(outcomeOf(new Perceptron().fit(and.features, and.labels)));
    expect(perceptron.predict([Float32Array.of(1, 1), [0, 1]])).toEqual([1, 0]);
  });

  it('orders string labels by code point, and predicts them', () => {
    const labels = ['\u{1f600}', '\uffee', '\uffee\uffee', ''];
    const perceptron = new Perceptron<string>().fit(
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [0, 0, 0],
      ],
      labels,
    );
    expect(perceptron.classes).toEqual(['', '\uffee', '\uffee\uffee', '\u{1f600}']);
    expect(
      perceptron.predict([
        [1, 0, 0],
        [0, 1, 0],
      ]),
    ).toEqual(['\u{1f600}', '\uffee']);
  });

  it('gives the same result twice from a seed, and hands out copies', () => {
    const perceptron = new Perceptron({ randomState: 7 }).fit(and.features, and.labels);
    const first = outcomeOf(perceptron);
    perceptron.coef[0]![0] = 99;
    perceptron.intercept[0] = 99;
    perceptron.classes[0] = 99;
    expect(outcomeOf(perceptron)).toEqual(first);
    expect(outcomeOf(perceptron.fit(and.features, and.labels))).toEqual(first);
  });

  const unfitted = new Perceptron();
  it.each([
    ['predict', () => unfitted.predict([[1, 2]])],
    ['decide', () => unfitted.decisionFunction([[1, 2]])],
    ['score', () => unfitted.score([[1, 2]], [1])],
    ['give its weights', () => unfitted.coef],
    ['give its intercepts', () => unfitted.intercept],
    ['give its classes', () => unfitted.classes],
    ['give its epochs', () => unfitted.nIter],
    ['give the examples seen', () => unfitted.t],
  ])('cannot %s before it is fitted', (what, act) => {
    expect(act).toThrow(`Cannot ${what}: this Perceptron has not been fitted. Call fit first.`);
  });

  const { features, labels } = and;
  const square = (...values: number[]) => new Matrix(Float64Array.from(values), [2, 2]);
  const refused: [string, (perceptron: Perceptron) => unknown, string][] = [
    ['no rows', (p) => p.fit([], []), 'Cannot fit: there must be at least one row of features, found none.'],
    [
      'empty rows',
      (p) => p.fit([[], []], [0, 1]),
      'Cannot fit: there must be at least one feature, the rows are empty.',
    ],
    ['ragged rows', (p) => p.fit([[1, 2], [1]], [0, 1]), 'row 0 has 2 numbers, row 1 has 1'],
    ['NaN', (p) => p.fit(square(1, 2, 3, NaN), [0, 1]), 'Cannot fit: features must be finite, row 1, column 1 is NaN.'],
    [
      'infinity',
      (p) => p.fit(square(1, 2, -Infinity, 1), [0, 1]),
      'Cannot fit: features must be finite, row 1, column 0 is -Infinity.',
    ],
    [
      'too few labels',
      (p) => p.fit(features, [0, 1]),
      'Cannot fit: there must be a label for each of 4 rows, found 2 labels.',
    ],
    [
      'too many labels',
      (p) => p.fit(features, [0, 1, 0, 1, 0]),
      'Cannot fit: there must be a label for each of 4 rows, found 5 labels.',
    ],
    [
      'one class',
      (p) => p.fit(features, [3, 3, 3, 3]),
      'Cannot fit: there must be at least two classes, found 1: [3].',
    ],
    [
      'a fraction for a label',
      (p) => p.fit(features, [0, 1, 0.5, 1]),
      'Cannot use labels: those that are numbers must be whole, label 2 is 0.5.',
    ],
    [
      'NaN for a label',
      (p) => p.fit(features, [0, 1, NaN, 1]),
      'Cannot use labels: those that are numbers must be whole, label 2 is NaN.',
    ],
    [
      'a string among numbers',
      (p) => p.fit(features, [0, 1, '1' as unknown as number, 1]),
      'Cannot use labels: all must be numbers, all strings, or all booleans; the first is a number, label 2 a string.',
    ],
    [
      'weights that overflow',
      (p) => p.fit(square(1e10, 1, 1, 1e10), [0, 1]),
      'Cannot fit: the weights overflowed in epoch 1. Scale the features, say to 0 … 1.',
    ],
    [
      'other columns in predict',
      (p) => p.predict([[1, 2, 3]]),
      'Cannot predict: it was fitted on 2 features, these rows have 3.',
    ],
    [
      'NaN in predict',
      (p) => p.predict([[1, NaN]]),
      'Cannot predict: features must be finite, row 0, column 1 is NaN.',
    ],
    [
      'no rows in predict',
      (p) => p.predict([]),
      'Cannot predict: there must be at least one row of features, found none.',
    ],
    [
      'too few labels in score',
      (p) => p.score(features, [0]),
      'Cannot score: there must be a label for each of 4 rows, found 1 labels.',
    ],
    [
      'too few weights',
      (p) => p.fit(features, labels, { sampleWeight: [1, 2] }),
      'Cannot fit: there must be a weight for each of 4 rows, found 2.',
    ],
    [
      'a weight that is NaN',
      (p) => p.partialFit(features, labels, { sampleWeight: [1, NaN, 1, 1] }),
      'Cannot fit: weights must be finite, weight 1 is NaN.',
    ],
    [
      'weights that add up to 0 in score',
      (p) => p.score(features, labels, { sampleWeight: [1, -1, 0, 0] }),
      'Cannot score: the weights must not add up to 0.',
    ],
    [
      'a beginning of another shape',
      (p) => p.fit(features, labels, { coefInit: [[1, 2, 3]] }),
      'Cannot fit: the weights to begin with must be [1, 2] here, they are [1, 3].',
    ],
    [
      'too many intercepts to begin with',
      (p) => p.fit(features, labels, { interceptInit: [1, 2] }),
      'Cannot fit: the intercepts to begin with must be 1 here, they are 2.',
    ],
    [
      'a beginning that is not finite',
      (p) => p.fit(features, labels, { coefInit: [[1, Infinity]] }),
      'Cannot fit: the weights and intercepts to begin with must be finite.',
    ],
    [
      'too few examples to hold some out',
      (p) => p.setParams({ earlyStopping: true }).fit(features, labels),
      'each takes 2 examples or more, class 1 has 1',
    ],
    [
      'weights of 0 for all that is held out',
      (p) =>
        p
          .setParams({ earlyStopping: true, validationFraction: 0.5 })
          .fit(features, [0, 1, 0, 1], { sampleWeight: [0, 0, 0, 0] }),
      'an example held out for early stopping must have a weight above 0, none has',
    ],
    [
      'class weights for what is no class, while one has none',
      (p) => p.setParams({ classWeight: { 0: 1, l: 2 } }).fit(features, labels),
      'Cannot fit: classWeight takes weights for the classes [0,1], found [0,l].',
    ],
    [
      'balanced class weights for examples that lack a class',
      (p) => p.setParams({ classWeight: 'balanced' }).partialFit([[1, 1]], [1]),
      'Cannot fit: balanced class weights take labels of every class, found none of 0.',
    ],
    [
      'an option that there is not',
      (p) => p.setParams({ eta: 1 } as PerceptronOptions),
      "Cannot set a Perceptron's options: its options are penalty, alpha,",
    ],
    [
      'other columns in partialFit',
      (p) => p.partialFit([[1]], [0]),
      'Cannot fit: it was fitted on 2 features, these rows have 1.',
    ],
    [
      'other classes in partialFit',
      (p) => p.partialFit(features, labels, [0, 1, 2]),
      'Cannot fit: the classes were [0,1], now they are [0,1,2].',
    ],
    [
      'an unknown label in partialFit',
      (p) => p.partialFit(features, [0, 0, 0, 5]),
      'Cannot fit: label 5 is not among the classes [0,1].',
    ],
  ];
  it.each(refused)('refuses %s, and stays as it was', (_, act, message) => {
    const perceptron = new Perceptron({ eta0: 2 ** 1000 }).fit(features, labels);
    const before = outcomeOf(perceptron);
    expect(() => act(perceptron)).toThrow(message);
    expect(outcomeOf(perceptron)).toEqual(before);
  });

  it('refuses a first partial fit without all classes', () => {
    expect(() => new Perceptron().partialFit(features, labels)).toThrow(
      'the first call of partialFit takes all classes',
    );
  });

  it.each<PerceptronOptions>([{ earlyStopping: true }, { classWeight: 'balanced' }])(
    'refuses a first partial fit with %o',
    (given) => {
      expect(() => new Perceptron(given).partialFit(features, labels, [0, 1])).toThrow('partialFit begins without');
    },
  );

  const options: [PerceptronOptions, string][] = [
    [{ penalty: 'l3' as 'l2' }, "penalty takes 'l2', 'l1', 'elasticnet' or null, found l3"],
    [{ alpha: -1 }, 'alpha takes a number of 0 or more, found -1'],
    [{ l1Ratio: 1.1 }, 'l1Ratio takes a number from 0 to 1, found 1.1'],
    [{ maxIter: 0 }, 'maxIter takes a whole number of 1 or more, found 0'],
    [{ maxIter: 2.5 }, 'maxIter takes a whole number of 1 or more, found 2.5'],
    [{ tol: Infinity }, 'tol takes a number of 0 or more, or null, found Infinity'],
    [{ shuffle: 1 as unknown as boolean }, 'shuffle takes true or false, found 1'],
    [{ validationFraction: 1 }, 'validationFraction takes a number between 0 and 1, found 1'],
    [{ classWeight: 'balance' as 'balanced' }, "classWeight takes finite weights by label, 'balanced' or null, found"],
    [{ classWeight: { a: NaN } }, "classWeight takes finite weights by label, 'balanced' or null, found"],
    [{ eta: 1 } as PerceptronOptions, 'Cannot make a Perceptron: its options are penalty, alpha, l1Ratio'],
    [{ tol: NaN }, 'tol takes a number of 0 or more, or null, found NaN'],
    [{ eta0: 0 }, 'eta0 takes a number above 0, found 0'],
    [{ nIterNoChange: 0 }, 'nIterNoChange takes a whole number of 1 or more, found 0'],
    [{ randomState: -1 }, 'a seed is an integer from 0 to 4294967295, this is -1'],
  ];
  it.each(options)('refuses %o', (given, message) => {
    expect(() => new Perceptron(given)).toThrow(message);
  });

  it('refuses options of a call that there are not', () => {
    const python: object = { sample_weight: [1, 2, 3, 4] };
    const perceptron = new Perceptron().fit(features, labels);
    const before = outcomeOf(perceptron);
    expect(() => perceptron.fit(features, labels, python)).toThrow(
      'Cannot fit: its options are sampleWeight, coefInit, interceptInit; found sample_weight.',
    );
    expect(() => perceptron.partialFit(features, labels, python)).toThrow('are classes, sampleWeight; found');
    expect(() => perceptron.score(features, labels, python)).toThrow('Cannot score: its options are sampleWeight;');
    expect(outcomeOf(perceptron)).toEqual(before);
  });

  it('learns AND', () => {
    const perceptron = new Perceptron().fit(features, labels);
    expect([perceptron.coef, perceptron.intercept]).toEqual([[[2, 2]], [-2]]);
    expect(perceptron.predict(features)).toEqual(labels);
  });

  it('takes an option that is undefined for one that is not given', () => {
    expect(outcomeOf(new Perceptron({ eta0: undefined }).fit(features, labels)).coef).toEqual([[2, 2]]);
  });

  it('takes booleans for labels', () => {
    const perceptron = new Perceptron<boolean>({ classWeight: { true: 2 } }).fit(features, labels.map(Boolean));
    expect(perceptron.classes).toEqual([false, true]);
    expect(perceptron.predict(features)).toEqual([false, false, false, true]);
  });

  it('takes class weights by a map or a record alike, and keeps its own copy', () => {
    const weights = new Map([
      [0, 0.5],
      [1, 3],
    ]);
    const perceptron = new Perceptron({ classWeight: weights });
    weights.set(0, 99);
    const byRecord = new Perceptron({ classWeight: { 0: 0.5, 1: 3 } });
    expect(outcomeOf(perceptron.fit(features, labels))).toEqual(outcomeOf(byRecord.fit(features, labels)));
    expect(outcomeOf(perceptron)).not.toEqual(outcomeOf(new Perceptron().fit(features, labels)));
  });

  it('gives all its parameters, and changes those that are set, not what was fitted', () => {
    const perceptron = new Perceptron({ eta0: 2 }).fit(features, labels);
    const before = outcomeOf(perceptron);
    expect(perceptron.getParams()).toEqual({ ...new Perceptron().getParams(), eta0: 2 });
    expect(perceptron.setParams({ maxIter: 7, tol: undefined })).toBe(perceptron);
    expect(perceptron.getParams()).toEqual({ ...new Perceptron().getParams(), eta0: 2, maxIter: 7 });
    expect(outcomeOf(perceptron)).toEqual(before);
    expect(() => perceptron.setParams({ eta0: 1, maxIter: 0 })).toThrow('maxIter takes');
    expect(perceptron.getParams().eta0).toBe(2);
  });

  it('is cloned without what was fitted, and with a random state that stands where its own does', () => {
    const randomState = new RandomState(5);
    const perceptron = new Perceptron({ randomState }).fit(features, labels);
    const clone = perceptron.clone();
    expect(() => clone.coef).toThrow('has not been fitted');
    expect(clone.getParams().randomState).not.toBe(randomState);
    const outcome = outcomeOf(clone.fit(features, labels));
    expect(outcomeOf(perceptron.fit(features, labels))).toEqual(outcome);
  });

  it('has drawn nothing from its random state where a fit fails', () => {
    const randomState = new RandomState(5);
    const perceptron = new Perceptron({ randomState, eta0: 2 ** 1000 });
    expect(() => perceptron.fit(square(1e10, 1, 1, 1e10), [0, 1])).toThrow('overflowed');
    expect(randomState.getState()).toEqual(new RandomState(5).getState());
  });

  it('says by nIter that maxIter came before convergence, and throws nothing', () => {
    expect(new Perceptron({ maxIter: 2 }).fit(features, labels).nIter).toBe(2);
  });
});

describe('a Perceptron in JSON', () => {
  const features = [
    [0.1, 1 / 3],
    [-2 / 7, 1e-17],
    [5e-324, -0.7],
  ];
  const again = <L extends Label>(perceptron: Perceptron<L>): Perceptron<L> => {
    const json: PerceptronJson<L> = JSON.parse(JSON.stringify(perceptron));
    return Perceptron.fromJSON(json);
  };

  it('comes back in every bit, and learns on the same', () => {
    const perceptron = new Perceptron<string>({
      penalty: 'elasticnet',
      classWeight: new Map([['b', 0.1]]),
      randomState: new RandomState(1),
      tol: null,
      maxIter: 3,
    }).fit(features, ['a', 'b', 'c\ud800'], {
      coefInit: [
        [-0, 1e-300],
        [0.1, -0],
        [0, 0],
      ],
    });
    const read = again(perceptron);
    expect(outcomeOf(read)).toEqual(outcomeOf(perceptron));
    for (const one of [read, perceptron]) one.partialFit(features, ['c\ud800', 'a', 'b']);
    expect(outcomeOf(read)).toEqual(outcomeOf(perceptron));
    for (const one of [read, perceptron]) one.fit(features, ['c\ud800', 'a', 'b']);
    expect(outcomeOf(read)).toEqual(outcomeOf(perceptron));
  });

  it('keeps the sign of a weight that is −0', () => {
    const perceptron = new Perceptron({ maxIter: 1, fitIntercept: false });
    perceptron.fit([[0], [0]], [0, 1], { sampleWeight: [0, 0], coefInit: [[-0]], interceptInit: [-0] });
    expect(Object.is(perceptron.coef[0]![0], -0)).toBe(true);
    expect(outcomeOf(again(perceptron))).toEqual(outcomeOf(perceptron));
  });

  it('may be that of one not fitted yet, with its options', () => {
    const read = again(new Perceptron({ eta0: 0.1, classWeight: { 1: 2 } }));
    expect(() => read.coef).toThrow('has not been fitted');
    expect(read.getParams()).toEqual({ ...new Perceptron().getParams(), eta0: 0.1, classWeight: { 1: 2 } });
  });

  const json = new Perceptron().fit([[0], [1]], [0, 1]).toJSON();
  const { params, fitted } = json;
  const stream = { key: Array.from({ length: 624 }, () => 1), position: 0, gauss: null };
  it.each<[string, unknown]>([
    ['null', null],
    ['a string', '{}'],
    ['an array', []],
    ['another type', { ...json, type: 'DNNClassifier' }],
    ['a later version', { ...json, version: 2 }],
    ['no params', { ...json, params: null }],
    ['a param out of range', { ...json, params: { ...params, alpha: -1 } }],
    ['a param that there is not', { ...json, params: { ...params, beta: 1 } }],
    ['class weights that are no pairs', { ...json, params: { ...params, classWeight: [1, 2] } }],
    ['a class weight that is a string', { ...json, params: { ...params, classWeight: { 0: '1' } } }],
    ['a stream without words', { ...json, params: { ...params, randomState: {} } }],
    [
      'a stream of fractions',
      { ...json, params: { ...params, randomState: { ...stream, key: stream.key.with(3, 0.5) } } },
    ],
    ['a stream at no place', { ...json, params: { ...params, randomState: { ...stream, position: 1e9 } } }],
    ['nothing said of what was fitted', { ...json, fitted: undefined }],
    ['one class', { ...json, fitted: { ...fitted, classes: [0] } }],
    ['classes out of order', { ...json, fitted: { ...fitted, classes: [1, 0] } }],
    ['a class twice', { ...json, fitted: { ...fitted, classes: [0, 0] } }],
    ['classes of two types', { ...json, fitted: { ...fitted, classes: [0, '1'] } }],
    ['classes that are no array', { ...json, fitted: { ...fitted, classes: 'ab' } }],
    ['more rows of weights than classes take', { ...json, fitted: { ...fitted, coef: [[1], [2]] } }],
    [
      'ragged weights',
      { ...json, fitted: { classes: [0, 1, 2], coef: [[1], [2, 3], [4]], intercept: [0, 0, 0], nIter: 1, t: 4 } },
    ],
    ['no weights', { ...json, fitted: { ...fitted, coef: [[]] } }],
    ['a weight that is null, as JSON has NaN', { ...json, fitted: { ...fitted, coef: [[null]] } }],
    ['a weight that is a string', { ...json, fitted: { ...fitted, coef: [['1']] } }],
    ['too few intercepts', { ...json, fitted: { ...fitted, intercept: [] } }],
    ['a fraction of an epoch', { ...json, fitted: { ...fitted, nIter: 0.5 } }],
    ['fewer examples than epochs', { ...json, fitted: { ...fitted, t: 1 } }],
  ])('is not read from %s', (_, hostile) => {
    expect(() => Perceptron.fromJSON<Label>(hostile as PerceptronJson)).toThrow(/^Cannot (load|fit|use|make|set)/);
  });
});
