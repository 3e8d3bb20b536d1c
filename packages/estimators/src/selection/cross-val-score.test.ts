import { readFileSync } from 'node:fs';
import {
  KFold,
  loadIris,
  type Matrix,
  ShuffleSplit,
  type Splitter,
  StratifiedKFold,
  StratifiedShuffleSplit,
} from '@feedforward/datasets';
import { balancedAccuracy } from '@feedforward/metrics';
import { describe, expect, it } from 'vitest';
import {
  arrayInputFn,
  crossValScore,
  DNNClassifier,
  type Label,
  numericColumn,
  Perceptron,
  silentLogger,
} from '../index.ts';

interface Goldens {
  readonly cases: readonly {
    readonly seed: number;
    readonly scoring: 'balanced_accuracy' | null;
    readonly words: boolean;
    readonly cv: number | string;
    readonly scores: number[];
  }[];
}

/** Made by goldens/make-goldens.py. */
const goldens: Goldens = JSON.parse(readFileSync(new URL('goldens/scikit-learn.json', import.meta.url), 'utf8'));

const { features, labels, labelNames } = loadIris();
const names: Label[] = Array.from(labels, (label) => labelNames![label]!);

const splitters: Readonly<Record<string, (randomState: number) => Splitter>> = {
  KFold: (randomState) => new KFold({ nSplits: 5, shuffle: true, randomState }),
  StratifiedKFold: (randomState) => new StratifiedKFold({ nSplits: 4, shuffle: true, randomState }),
  ShuffleSplit: (randomState) => new ShuffleSplit({ nSplits: 3, testSize: 0.2, randomState }),
  StratifiedShuffleSplit: (randomState) => new StratifiedShuffleSplit({ nSplits: 3, testSize: 40, randomState }),
};

describe('crossValScore', () => {
  it(`gives the scores of scikit-learn: ${goldens.cases.length} cases of Perceptron`, async () => {
    for (const { seed, scoring, words, cv, scores } of goldens.cases) {
      const y: ArrayLike<Label> = words ? names : Array.from(labels);
      const found = await crossValScore(new Perceptron<Label>({ randomState: seed }), features, y, {
        cv: typeof cv === 'number' ? cv : splitters[cv]!(seed),
        scoring: scoring ? (perceptron, X, yTest) => balancedAccuracy(yTest, perceptron.predict(X)) : undefined,
      });
      const rounded = (values: number[]) => values.map((value) => value.toPrecision(12));
      expect({ seed, scoring, words, cv, scores: rounded(found) }).toEqual({
        seed,
        scoring,
        words,
        cv,
        scores: rounded(scores),
      });
    }
  });

  it('stratifies booleans, as it does 0 and 1', async () => {
    // Numbers from scikit-learn 1.2.1: cross_val_score(Perceptron(), X, y == 2).
    const numbers = Array.from(labels, (label) => (label === 2 ? 1 : 0));
    const booleans = numbers.map((label) => label === 1);
    const scores = await crossValScore(new Perceptron<boolean>(), features, booleans);
    expect(scores).toEqual(await crossValScore(new Perceptron<number>(), features, numbers));
    expect(scores.map((score) => Number(score.toFixed(5)))).toEqual([1, 0.96667, 0.86667, 0.9, 0.9]);
  });

  it('fits a new one for each split, and leaves the one given as it was', async () => {
    const perceptron = new Perceptron();
    const once = await crossValScore(perceptron, features, labels);
    expect(await crossValScore(() => new Perceptron(), features, labels)).toEqual(once);
    expect(() => perceptron.classes).toThrow('not been fitted');
  });

  it('validates networks, which learn in their own time', async () => {
    const network = () => {
      const classifier = new DNNClassifier({
        hiddenUnits: [8],
        nClasses: 3,
        featureColumns: [numericColumn('iris', { shape: [4] })],
        config: { randomSeed: 1, logger: silentLogger },
      });
      const input = (X: Matrix, y: ArrayLike<number>) => ({ x: { iris: X }, y: Int32Array.from(y) });
      return {
        fit: (X: Matrix, y: ArrayLike<number>) =>
          classifier.train({ inputFn: arrayInputFn({ ...input(X, y), numEpochs: 50, shuffle: true, batchSize: 20 }) }),
        score: async (X: Matrix, y: ArrayLike<number>) =>
          (await classifier.evaluate({ inputFn: arrayInputFn({ ...input(X, y), shuffle: false }) })).accuracy,
      };
    };
    const scores = await crossValScore(network, features, labels, { cv: 3 });
    expect(scores).toHaveLength(3);
    expect(Math.min(...scores)).toBeGreaterThan(0.8);
  });

  it('stratifies whole numbers and strings, and no others', async () => {
    const tested: number[][] = [];
    const watch = () => ({
      fit: () => undefined,
      score: (_: Matrix, y: ArrayLike<number>) => tested.push(Array.from(y)),
    });
    const rows = [[1], [2], [3], [4]];
    await crossValScore(watch, rows, [0, 0, 1, 1], { cv: 2 });
    await crossValScore(watch, rows, [0.5, 0.5, 1, 1], { cv: 2 });
    await crossValScore(watch, rows, [0, 0, 1, 1], { cv: [[Int32Array.of(0), Int32Array.of(3)]] });
    expect(tested).toEqual([[0, 1], [0, 1], [0.5, 0.5], [1, 1], [1]]);
  });

  it('refuses what cannot be validated', async () => {
    await expect(crossValScore(new Perceptron(), features, [1])).rejects.toThrow(
      'Cannot cross-validate: 150 rows of features take as many labels, there are 1.',
    );
    await expect(crossValScore(new Perceptron(), features, labels, { cv: 51 })).rejects.toThrow('the largest has 50.');
    const mute = [() => ({ fit: () => undefined }), features, labels];
    await expect(Reflect.apply(crossValScore, undefined, mute)).rejects.toThrow('the estimator has no score');
    const single = [{ fit: () => undefined, score: () => 1 }, features, labels];
    await expect(Reflect.apply(crossValScore, undefined, single)).rejects.toThrow('Give a function that makes one');
    const named = [new Perceptron(), features, labels, { scoring: 'accuracy' }];
    await expect(Reflect.apply(crossValScore, undefined, named)).rejects.toThrow('=> number, found accuracy.');
  });
});
