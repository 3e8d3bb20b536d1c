import { readFileSync } from 'node:fs';
import { Matrix } from '@feedforward/datasets';
import { describe, expect, it } from 'vitest';
import { classHead } from './class-head.ts';
import { ClassLabels } from './class-labels.ts';

interface Case {
  readonly labels: number[];
  readonly logits: number[];
  readonly weights: number[] | null;
  readonly scores: Readonly<Record<string, number>>;
  readonly exactAuc: number;
}

const cases: Case[] = JSON.parse(readFileSync(new URL('./goldens/binary-scores.json', import.meta.url), 'utf8'));

describe('the head of two classes', () => {
  it.each(cases)("scores as TensorFlow's formulas do in NumPy, case %#", ({ labels, logits, weights, ...golden }) => {
    const head = classHead(new ClassLabels(2), 'sum');
    const scores = head.startScores();
    const matrix = new Matrix(Float32Array.from(logits), [logits.length, 1]);
    const targets = head.targets(Int32Array.from(labels), 'evaluate');
    scores.update(matrix, targets, weights ? Float32Array.from(weights) : undefined);
    const found = scores.result();
    expect(Object.keys(found).sort()).toEqual(Object.keys(golden.scores).sort());
    for (const [name, value] of Object.entries(golden.scores)) expect(found[name], name).toBeCloseTo(value, 10);
    expect(found.auc).toBeCloseTo(golden.exactAuc, 2);
  });

  it('gives the same scores batch by batch, but for the loss, which is the batches’ mean', () => {
    const { labels, logits, scores: golden } = cases[1]!;
    const scores = classHead(new ClassLabels(2), 'sum').startScores();
    for (let start = 0; start < 300; start += 100) {
      const part = Float32Array.from(logits.slice(start, start + 100));
      scores.update(new Matrix(part, [100, 1]), Int32Array.from(labels.slice(start, start + 100)), undefined);
    }
    const { loss, ...rest } = scores.result();
    for (const [name, value] of Object.entries(rest)) expect(value, name).toBeCloseTo(golden[name]!, 10);
    expect(loss).toBeCloseTo(golden.loss! / 3, 9);
  });

  it('predicts the probability of the second class', () => {
    const { logistic, probabilities, classIds } = classHead(new ClassLabels(2), 'sum').prediction(Float32Array.of(1.5));
    expect(logistic?.[0]).toBeCloseTo(1 / (1 + Math.exp(-1.5)), 6);
    expect(probabilities[0]! + probabilities[1]!).toBeCloseTo(1, 6);
    expect(classIds).toEqual([1]);
  });
});

describe('the head of several classes', () => {
  const vocabulary = ['setosa', 'versicolor', 'virginica'];

  it('knows the classes by their names', () => {
    const head = classHead(new ClassLabels(3, vocabulary), 'sum');
    expect(head.targets(['virginica', 'setosa'], 'train')).toEqual(Int32Array.of(2, 0));
    const prediction = head.prediction(Float32Array.of(0, 3, -2));
    expect([prediction.classes, prediction.classIds]).toEqual([['versicolor'], [1]]);
    expect(Object.keys(prediction)).toEqual(['logits', 'probabilities', 'classIds', 'classes']);
  });

  it('divides the loss by the examples, not by their weights, where it is to be a mean', () => {
    const scores = classHead(new ClassLabels(3), 'mean').startScores();
    scores.update(new Matrix(Float32Array.of(0, 0, 0, 0, 0, 0), [2, 3]), Int32Array.of(0, 1), Float32Array.of(1, 3));
    expect(scores.result().averageLoss).toBeCloseTo(Math.log(3), 7);
    expect(scores.result().loss).toBeCloseTo(2 * Math.log(3), 7);
  });

  it('scores 0, as TensorFlow does, where no example has a weight', () => {
    for (const classes of [2, 3]) {
      const head = classHead(new ClassLabels(classes), 'sum');
      const scores = head.startScores();
      const logits = new Matrix(new Float32Array(head.logits), [1, head.logits]);
      scores.update(logits, Int32Array.of(1), Float32Array.of(0));
      const { accuracy, averageLoss, loss, ...binary } = scores.result();
      expect([accuracy, averageLoss, loss]).toEqual([0, 0, 0]);
      if (classes === 2) expect(binary).toMatchObject({ labelMean: 0, predictionMean: 0, accuracyBaseline: 1 });
    }
  });

  it.each([
    ['a class that there is none of', [0, 3], /from 0 to 2, label 1 is 3/],
    ['a fraction', [0.5], /label 0 is 0.5/],
    ['a negative', [-1], /label 0 is -1/],
  ])('refuses %s', (_, labels, message) => {
    expect(() => classHead(new ClassLabels(3), 'sum').targets(Float32Array.from(labels), 'train')).toThrow(message);
  });

  it('refuses names without a vocabulary, unknown names, and indices with one', () => {
    const named = classHead(new ClassLabels(3, vocabulary), 'sum');
    expect(() => classHead(new ClassLabels(3), 'sum').targets(['setosa'], 'train')).toThrow(
      'Cannot train: labels are classes\' indices, label 0 is "setosa". Give names as labelVocabulary.',
    );
    expect(() => named.targets(['rose'], 'train')).toThrow(/labelVocabulary is \[setosa, .*label 0 is "rose"/);
    expect(() => named.targets(Int32Array.of(1), 'train')).toThrow(/label 0 is 1/);
    expect(() => new ClassLabels(3, ['a', 'b'])).toThrow('must name each of 3 classes once, it is [a, b]');
    expect(() => new ClassLabels(2, ['a', 'a'])).toThrow('must name each of 2 classes once');
    expect(() => new ClassLabels(2, ['a', 'a', 'b'])).toThrow('must name each of 2 classes once');
  });
});
