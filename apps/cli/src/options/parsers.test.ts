import { describe, expect, it } from 'vitest';
import * as parse from './parsers.ts';

describe('whole', () => {
  it('takes whole numbers from the least', () => {
    expect([parse.whole(1)('1'), parse.whole(0)('0'), parse.whole(0)('+12')]).toEqual([1, 0, 12]);
  });

  it.each(['0', '-1', '1.5', '1e3', '', 'ten', '99999999999999999999'])('refuses %j', (text) => {
    expect(() => parse.whole(1)(text)).toThrow('It must be a whole number, 1 or more.');
  });
});

describe('seed', () => {
  it('takes 32 bits', () => {
    expect(parse.seed('4294967295')).toBe(2 ** 32 - 1);
    expect(() => parse.seed('4294967296')).toThrow('below 2^32');
  });
});

describe('positive, share and shareOrCount', () => {
  it('take what their names say', () => {
    expect([parse.positive('0.01'), parse.positive('1e-3'), parse.share('0'), parse.share('.5')]).toEqual([
      0.01, 0.001, 0, 0.5,
    ]);
    expect([parse.shareOrCount('0'), parse.shareOrCount('0.2'), parse.shareOrCount('5000')]).toEqual([0, 0.2, 5000]);
  });

  it.each([
    [parse.positive, '0'],
    [parse.positive, 'Infinity'],
    [parse.positive, ' '],
    [parse.share, '1'],
    [parse.share, '-0.1'],
    [parse.shareOrCount, '1.5'],
    [parse.shareOrCount, '-3'],
  ])('%o refuses %j', (parser, text) => {
    expect(() => parser(text)).toThrow();
  });
});

describe('path', () => {
  it('refuses what an unset variable leaves', () => {
    expect(parse.path('./model')).toBe('./model');
    expect(() => parse.path('')).toThrow('It must not be empty.');
  });
});

describe('units', () => {
  it('takes a list, and 0 for none', () => {
    expect([parse.units('300,100'), parse.units(' 16 '), parse.units('0')]).toEqual([[300, 100], [16], []]);
  });

  it.each(['300,-3', '300,', '300;100', '1.5', '300,0'])('refuses %j, naming the part', (text) => {
    expect(() => parse.units(text)).toThrow('A hidden layer takes a whole number of units, 1 or more; found "');
  });
});

describe('rows', () => {
  it('takes indices and ranges', () => {
    expect(parse.rows('7')).toEqual([7]);
    expect(parse.rows('0..3')).toEqual([0, 1, 2, 3]);
    expect(parse.rows('3, 5,20..22')).toEqual([3, 5, 20, 21, 22]);
  });

  it.each(['', 'a', '3..1', '-1', '0..', '1.5', '0..999999999'])('refuses %j', (text) => {
    expect(() => parse.rows(text)).toThrow('rows counted from 0');
  });
});

describe('features', () => {
  it('adds a row to those before', () => {
    expect(parse.features('-1,2e1', [[5]])).toEqual([[5], [-1, 20]]);
  });

  it('names what is no number', () => {
    expect(() => parse.features('1,x,3')).toThrow('"x" is not a number');
    expect(() => parse.features('1,,3')).toThrow('"" is not a number');
  });
});
