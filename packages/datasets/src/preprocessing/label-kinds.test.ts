import { describe, expect, it } from 'vitest';
import { trainTestSplit } from '../selection/train-test-split.ts';
import type { Label } from './label-classes.ts';
import { LabelEncoder } from './label-encoder.ts';
import { OneHotEncoder } from './one-hot-encoder.ts';

describe('labels of every kind', () => {
  it.each<[string, Label[], Label[], number[]]>([
    ['numbers', [10, 2, 10], [2, 10], [1, 0, 1]],
    ['strings', ['b', 'a', 'b'], ['a', 'b'], [1, 0, 1]],
    ['booleans', [true, false, true], [false, true], [1, 0, 1]],
    ['BigInt', [10n, 2n, 10n], [2n, 10n], [1, 0, 1]],
    [
      'BigInt that would be one number',
      [9007199254740993n, 9007199254740992n],
      [9007199254740992n, 9007199254740993n],
      [1, 0],
    ],
  ])('are encoded, and decoded: %s', (_, labels, classes, codes) => {
    const encoder = new LabelEncoder<Label>().fit(labels);
    expect(encoder.classes).toEqual(classes);
    expect([...encoder.transform(labels)]).toEqual(codes);
    expect(encoder.inverseTransform(codes)).toEqual(labels);
    const read = LabelEncoder.fromJSON(JSON.parse(JSON.stringify(encoder)));
    expect(read.classes).toEqual(classes);
  });

  it.each<[string, Label[]]>([
    ['booleans', Array.from({ length: 40 }, (_, i) => i % 4 === 0)],
    ['BigInt', Array.from({ length: 40 }, (_, i) => BigInt(i % 4 === 0))],
  ])('are stratified: %s', (_, stratify) => {
    const rows = stratify.map((_, i) => i);
    const [train, test] = trainTestSplit(rows, { stratify, testSize: 0.2, randomState: 0 });
    const rare = (part: readonly number[]) => part.filter((i) => i % 4 === 0).length;
    expect([rare(train), rare(test)]).toEqual([8, 2]);
  });

  it('are categories, in JSON as well', () => {
    const encoder = new OneHotEncoder().fit([
      [true, 3n],
      [false, 2n],
    ]);
    expect(encoder.transform([[true, 2n]]).toRows()).toEqual([[0, 1, 1, 0]]);
    const read = OneHotEncoder.fromJSON(JSON.parse(JSON.stringify(encoder)));
    expect(read.categories).toEqual([
      [false, true],
      [2n, 3n],
    ]);
    const odd = JSON.stringify({ name: 'LabelEncoder', classes: [{ bigint: '1.5' }] });
    expect(() => LabelEncoder.fromJSON(JSON.parse(odd))).toThrow('label 0 is a object');
  });

  it('are of one kind', () => {
    expect(() => new LabelEncoder<Label>().fit([true, 1])).toThrow('label 0 is a boolean, label 1 a number');
    expect(() => new LabelEncoder<Label>().fit([1, 1n])).toThrow('label 0 is a number, label 1 a bigint');
  });
});
