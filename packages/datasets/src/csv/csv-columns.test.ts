import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { csvColumns } from './csv-columns.ts';

describe('csvColumns', () => {
  it('gives numbers and text by name, NaN and "" where a field is empty', () => {
    expect(csvColumns('age,name,zip\n31,Ada,01234\n,"Grace, H.",\n')).toEqual({
      age: Float64Array.of(31, Number.NaN),
      name: ['Ada', 'Grace, H.'],
      zip: Float64Array.of(1234, Number.NaN),
    });
  });

  it('leaves as text what is said to be, and what has no number or one that is none', () => {
    expect(csvColumns('zip,empty,mixed\n01234,,1\n5,,x', { text: ['zip'] })).toEqual({
      zip: ['01234', '5'],
      empty: ['', ''],
      mixed: ['1', 'x'],
    });
  });

  it('takes names from the caller where there is no header', () => {
    expect(csvColumns('1,a\n2,b', { columnNames: ['x', 'y'] })).toEqual({ x: Float64Array.of(1, 2), y: ['a', 'b'] });
  });

  it('gives back any numbers that were written, whatever the columns are called', () => {
    const name = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'x y');
    const table = fc.dictionary(
      name,
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 3, maxLength: 3 }),
      {
        minKeys: 2,
      },
    );
    fc.assert(
      fc.property(table, (columns) => {
        const names = Object.keys(columns);
        const lines = [0, 1, 2].map((row) => names.map((column) => columns[column]![row]).join(','));
        const read = csvColumns([names.join(','), ...lines].join('\n'));
        for (const column of names)
          expect(Array.from(read[column]!, Number)).toEqual(columns[column]!.map((x) => x + 0));
      }),
    );
  });

  it.each([
    ['no rows', 'a,b\n', {}, /it must have a row of values, found none/],
    ['nothing', '', {}, /found none/],
    ['a short line', 'a,b\n1,2\n3', {}, /line 3: a line must have 2 fields, this has 1/],
    ['one name twice', 'a,a\n1,2', {}, /different names, two are "a"/],
    ['a column of text that is not there', 'a,b\n1,2', { text: ['c'] }, /its columns are a, b, none is "c"/],
    ['an open quote', 'a,b\n"1,2', {}, /a quote is opened and never closed/],
  ])('refuses %s', (_, text, options, message) => {
    expect(() => csvColumns(text, { name: 'people.csv', ...options })).toThrow('Cannot read CSV "people.csv"');
    expect(() => csvColumns(text, options)).toThrow(message);
  });
});

describe('csvColumns of very many columns', () => {
  it('looks at each name once', () => {
    const names = Array.from({ length: 50_000 }, (_, i) => `c${i}`);
    const row = names.map((_, i) => i);
    const indexOf = vi.spyOn(Array.prototype, 'indexOf');
    const columns = csvColumns(`${names.join(',')}\n${row.join(',')}\n`);
    const { calls } = indexOf.mock;
    indexOf.mockRestore();
    expect(calls.length).toBeLessThan(100);
    expect(columns.c49999).toEqual(Float64Array.of(49_999));
    expect(() => csvColumns(`${names.join(',')},c7\n${row.join(',')},0\n`)).toThrow('two are "c7"');
  });
});
