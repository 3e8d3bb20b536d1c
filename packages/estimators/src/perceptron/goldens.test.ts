import { existsSync, readFileSync } from 'node:fs';
import { Matrix } from '@feedforward/datasets';
import { RandomState } from '@feedforward/random';
import { afterAll, describe, expect, it } from 'vitest';
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
  readonly weights: Readonly<Record<string, Readonly<Record<string, number[]>>>>;
  readonly weighted: readonly (Outcome & {
    readonly dataset: string;
    readonly params: Params;
    readonly weights: string | null;
    readonly score: number;
    readonly weightedScore: number;
  })[];
  readonly histories: readonly {
    readonly dataset: string;
    readonly params: Params;
    readonly coefInit: number[][];
    readonly interceptInit: number[];
    readonly steps: readonly (Outcome & { readonly method: string; readonly kind: string; readonly start: number })[];
  }[];
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

/** scikit-learn's name of an option, in our spelling: `l1_ratio` is `l1Ratio`. */
const nameOf = (name: string) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

/** Class weights in pairs become a map, and a stream what all of them begin with. */
function fromGolden(value: unknown): unknown {
  if (value === 'stream') return new RandomState(3);
  return Array.isArray(value) ? new Map(value) : value;
}

const optionsOf = (params: Params): PerceptronOptions =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [nameOf(name), fromGolden(value)]));

/** How many cases each parameter had a part in, and how many of them came out equal. */
const tally = new Map<string, { cases: number; equal: number }>();

function count(names: Iterable<string>, column: 'cases' | 'equal'): void {
  for (const name of new Set(['all', ...names])) {
    const counts = tally.get(name) ?? { cases: 0, equal: 0 };
    tally.set(name, { ...counts, [column]: counts[column] + 1 });
  }
}

/** Counts a case under the parameters that it sets, and once more if it comes out equal. */
function counted(params: Params, others: readonly string[], compare: () => void): void {
  const names = [...Object.keys(params).map(nameOf), ...others];
  count(names, 'cases');
  compare();
  count(names, 'equal');
}

afterAll(() => {
  console.table(Object.fromEntries(tally));
});

function outcomeOf({ classes, coef, intercept, nIter, t }: Perceptron<Label>): Outcome {
  return { classes, coef, intercept, nIter, t };
}

describe('Perceptron and scikit-learn', () => {
  it.each(goldens.cases)(
    'agree in every bit on $dataset with $params',
    ({ dataset, params, score, predictions, decisions, ...outcome }) => {
      counted(params, ['fit', 'predict', 'decisionFunction', 'score'], () => {
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
      });
    },
  );

  it.each(goldens.weighted)(
    'agree in every bit on $dataset with $params and $weights weights',
    ({ dataset, params, weights, score, weightedScore, ...outcome }) => {
      counted(params, ['fit', 'score', ...(weights ? ['sampleWeight'] : [])], () => {
        const { features, labels } = goldens.datasets[dataset]!;
        const { decimal, [weights ?? 'none']: sampleWeight } = goldens.weights[dataset]!;
        const perceptron = new Perceptron<Label>(optionsOf(params)).fit(features, labels, { sampleWeight });
        expect(outcomeOf(perceptron)).toEqual(outcome);
        expect(perceptron.score(features, labels)).toBe(score);
        expect(perceptron.score(features, labels, { sampleWeight: decimal })).toBe(weightedScore);
      });
    },
  );

  it.each(goldens.histories)(
    'agree in every bit after each call, on $dataset with $params',
    ({ dataset, params, coefInit, interceptInit, steps }) => {
      const { features, labels } = goldens.datasets[dataset]!;
      const perceptron = new Perceptron<Label>(optionsOf(params));
      for (const { method, kind, start, ...outcome } of steps) {
        const options = {
          sampleWeight: goldens.weights[dataset]![kind],
          ...(['init', 'coef'].includes(kind) && { coefInit }),
          ...(['init', 'intercept'].includes(kind) && { interceptInit }),
        };
        const given = Object.entries(options).flatMap(([name, value]) => (value ? name : []));
        counted(params, [nameOf(method), ...given], () => {
          if (method === 'fit') perceptron.fit(features, labels, options);
          else {
            const isTaken = (_: unknown, i: number) => i % 3 === start;
            perceptron.partialFit(features.filter(isTaken), labels.filter(isTaken), {
              classes: labels,
              sampleWeight: options.sampleWeight?.filter(isTaken),
            });
          }
          expect(outcomeOf(perceptron)).toEqual(outcome);
        });
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
      for (const [i, step] of steps.entries()) {
        counted(params, [i === 4 ? 'fit' : 'partialFit'], () => expect(found[i]).toEqual(step));
      }
    },
  );

  it.each(goldens.streams)(
    'draw the same from a random state that three fits of $dataset share',
    ({ dataset, fits, next }) => {
      const { features, labels } = goldens.datasets[dataset]!;
      const randomState = new RandomState(42);
      for (const golden of fits) {
        counted({ randomState }, ['fit'], () => {
          expect(outcomeOf(new Perceptron<Label>({ randomState }).fit(features, labels))).toEqual(golden);
        });
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
