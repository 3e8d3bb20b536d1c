import { existsSync, readFileSync } from 'node:fs';
import { Matrix } from '@feedforward/datasets';
import { RandomState } from '@feedforward/random';
import { describe, expect, it } from 'vitest';
import type { Label } from './labels.ts';
import type { PerceptronOptions } from './options.ts';
import { Perceptron } from './perceptron.ts';

interface Outcome {
  readonly classes: Label[];
  readonly coef: number[][];
  readonly intercept: number[];
  readonly nIter: number;
  readonly t: number;
}

interface Params {
  readonly random_state?: number;
  readonly [name: string]: unknown;
}

interface Goldens {
  readonly datasets: Readonly<Record<string, { readonly features: number[][]; readonly labels: Label[] }>>;
  readonly cases: readonly (Outcome & {
    readonly dataset: string;
    readonly params: Params;
    readonly score: number;
    readonly predictions: Label[];
    readonly decisions: (number | number[])[];
  })[];
  readonly partial: readonly {
    readonly dataset: string;
    readonly params: Params;
    readonly chunks: number[][];
    readonly steps: Outcome[];
  }[];
  readonly streams: readonly { readonly dataset: string; readonly fits: Outcome[]; readonly next: number }[];
  readonly scaledDigits: Outcome;
}

const goldens: Goldens = JSON.parse(readFileSync(new URL('./goldens/perceptron.json', import.meta.url), 'utf8'));

/** scikit-learn's names for options, in our spelling: `l1_ratio` is `l1Ratio`. */
const optionsOf = (params: Params): PerceptronOptions =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()), value]),
  );

function outcomeOf({ classes, coef, intercept, nIter, t }: Perceptron<Label>): Outcome {
  return { classes, coef, intercept, nIter, t };
}

describe('Perceptron and scikit-learn', () => {
  it.each(goldens.cases)(
    'agree in every bit on $dataset with $params',
    ({ dataset, params, score, predictions, decisions, ...outcome }) => {
      const { features, labels } = goldens.datasets[dataset]!;
      const perceptron = new Perceptron<Label>(optionsOf(params)).fit(features, labels);
      expect(outcomeOf(perceptron)).toEqual(outcome);
      expect(perceptron.score(features, labels)).toBe(score);
      const some = features.filter((_, i) => i % 7 === 0);
      expect(perceptron.predict(some)).toEqual(predictions);
      const decided = perceptron.decisionFunction(some);
      expect(decided.shape).toEqual([some.length, outcome.coef.length]);
      // BLAS may add up in another order here.
      const largest = Math.max(1, ...decisions.flat().map(Math.abs));
      for (const [i, value] of decisions.flat().entries()) {
        expect(Math.abs(decided.data[i]! - value)).toBeLessThan(1e-12 * largest);
      }
    },
  );

  it.each(goldens.partial)(
    'agree in every bit after each partial fit of $dataset with $params',
    ({ dataset, params, chunks, steps }) => {
      const { features, labels } = goldens.datasets[dataset]!;
      const perceptron = new Perceptron<Label>(optionsOf(params));
      const learn = (chunk: number[], classes?: Label[]) => {
        perceptron.partialFit(
          chunk.map((i) => features[i]!),
          chunk.map((i) => labels[i]!),
          classes,
        );
        return outcomeOf(perceptron);
      };
      const found = [...chunks, chunks[0]!].map((chunk) => learn(chunk, labels));
      found.push(outcomeOf(perceptron.fit(features, labels)));
      found.push(learn(chunks[2]!));
      expect(found).toEqual(steps);
    },
  );

  it.each(goldens.streams)(
    'draw the same from a random state that three fits of $dataset share',
    ({ dataset, fits, next }) => {
      const { features, labels } = goldens.datasets[dataset]!;
      const randomState = new RandomState(42);
      for (const golden of fits) {
        expect(outcomeOf(new Perceptron<Label>({ randomState }).fit(features, labels))).toEqual(golden);
      }
      expect(randomState.randint(1000000)).toBe(next);
    },
  );

  it('agree in every bit on bytes that are scaled as they are read', () => {
    const { features, labels } = goldens.datasets.digits!;
    const bytes = new Matrix(Uint8Array.from(features.flat()), [features.length, 64], { scale: 1 / 255 });
    const perceptron = new Perceptron<Label>({ randomState: 42 }).fit(bytes, labels);
    expect(outcomeOf(perceptron)).toEqual(goldens.scaledDigits);
  });
});

interface ReferenceCase {
  readonly features: number[];
  readonly target: string;
  readonly params: Params;
  readonly coef: number[][];
  readonly intercept: number[];
  readonly n_iter: number;
  readonly t: number;
  readonly score: number;
  readonly pred: number[] | null;
}

const reference = new URL('../../../../../shared/reference/perceptron-cases.json', import.meta.url);
const present = existsSync(reference);

describe.skipIf(!present)('the reference cases (skipped without ../shared/reference)', () => {
  const cases: ReferenceCase[] = present ? JSON.parse(readFileSync(reference, 'utf8')).cases : [];
  const { features, labels } = goldens.datasets.iris!;
  const species = labels.map((name) => ['setosa', 'versicolor', 'virginica'].indexOf(String(name)));

  it.each(cases)('$features of iris for $target with $params', (golden) => {
    const rows = features.map((row) => golden.features.map((column) => row[column]!));
    const targets = golden.target === 'setosa' ? species.map((index) => (index === 0 ? 1 : 0)) : species;
    const perceptron = new Perceptron(optionsOf(golden.params)).fit(rows, targets);
    expect(perceptron.coef).toEqual(golden.coef);
    expect([perceptron.intercept, perceptron.nIter, perceptron.t]).toEqual([golden.intercept, golden.n_iter, golden.t]);
    expect(perceptron.score(rows, targets)).toBe(golden.score);
    if (golden.pred) expect(perceptron.predict([[2, 0.5]])).toEqual(golden.pred);
  });
});

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
      'Cannot use labels: all must be numbers, or all strings; the first is a number, label 2 a string.',
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

  const options: [PerceptronOptions, string][] = [
    [{ penalty: 'l3' as 'l2' }, "penalty takes 'l2', 'l1', 'elasticnet' or null, found l3"],
    [{ alpha: -1 }, 'alpha takes a number of 0 or more, found -1'],
    [{ l1Ratio: 1.1 }, 'l1Ratio takes a number from 0 to 1, found 1.1'],
    [{ maxIter: 0 }, 'maxIter takes a whole number of 1 or more, found 0'],
    [{ maxIter: 2.5 }, 'maxIter takes a whole number of 1 or more, found 2.5'],
    [{ tol: NaN }, 'tol takes a number of 0 or more, or null, found NaN'],
    [{ eta0: 0 }, 'eta0 takes a number above 0, found 0'],
    [{ nIterNoChange: 0 }, 'nIterNoChange takes a whole number of 1 or more, found 0'],
    [{ randomState: -1 }, 'a seed is an integer from 0 to 4294967295, this is -1'],
  ];
  it.each(options)('refuses %o', (given, message) => {
    expect(() => new Perceptron(given)).toThrow(message);
  });

  it('learns AND', () => {
    const perceptron = new Perceptron().fit(features, labels);
    expect([perceptron.coef, perceptron.intercept]).toEqual([[[2, 2]], [-2]]);
    expect(perceptron.predict(features)).toEqual(labels);
  });

  it('takes an option that is undefined for one that is not given', () => {
    expect(outcomeOf(new Perceptron({ eta0: undefined }).fit(features, labels)).coef).toEqual([[2, 2]]);
  });
});
