import { parse as parseByOther } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from './parse-csv.ts';
import { readRows } from './read-rows.ts';

describe('parseCsv', () => {
  it('reads a header, numbers and named classes', () => {
    const { features, labels, featureNames, labelNames } = parseCsv('x,y,kind\n1,2.5,b\n-3e2,.5,a\n+4.,0,b\n');
    expect(features.toRows()).toEqual([
      [1, 2.5],
      [-300, 0.5],
      [4, 0],
    ]);
    expect(features.data).toBeInstanceOf(Float64Array);
    expect(Array.from(labels)).toEqual([1, 0, 1]);
    expect(featureNames).toEqual(['x', 'y']);
    expect(labelNames).toEqual(['a', 'b']);
  });

  it('takes a first line with a number in it for values', () => {
    const { features, featureNames } = parseCsv('1,2,a\n3,4,b');
    expect(features.shape).toEqual([2, 2]);
    expect(featureNames).toBeUndefined();
  });

  it('takes the first line for a header where the label is a name, whatever is in it', () => {
    const { features, featureNames, labels } = parseCsv('1,2,label\n5,6,0\n7,8,1', { label: '2' });
    expect(featureNames).toEqual(['1', 'label']);
    expect(features.toRows()).toEqual([
      [5, 0],
      [7, 1],
    ]);
    expect(Array.from(labels)).toEqual([0, 1]);
  });

  it('drops blanks of any kind around a field', () => {
    expect(parseCsv('\u00a05.1\t,\u2003a\n 2\u00a0,b').features.toRows()).toEqual([[5.1], [2]]);
  });

  it('finds the label by name or by index', () => {
    const text = 'kind,x,y\na,1,2\nb,3,4';
    expect(parseCsv(text, { label: 'kind' })).toEqual(parseCsv(text, { label: 0 }));
    expect(parseCsv(text, { label: 0 }).features.toRows()).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it.each([
    ['0 … k − 1 as they are', ['2', '0', '1', '1'], [2, 0, 1, 1], ['0', '1', '2']],
    ['other integers by their order as numbers', ['10', '9', '-1'], [2, 1, 0], ['-1', '9', '10']],
    ['fractions', ['0.5', '.5', '2'], [0, 0, 1], ['0.5', '2']],
    ['numbers among text as text', ['10', '9', 'x'], [0, 1, 2], ['10', '9', 'x']],
  ])('takes labels that are %s', (_, values, labels, labelNames) => {
    const dataset = parseCsv(values.map((value) => `1,${value}`).join('\n'));
    expect(Array.from(dataset.labels)).toEqual(labels);
    expect(dataset.labelNames).toEqual(labelNames);
  });

  it.each([
    [
      'a long line',
      'a,b,c\n1,2,x\n1,2,3,x',
      'line 3, column 4: a line must have 3 fields as the first has, this has 4',
    ],
    ['a short line', '1,2,x\n\n1,x', 'line 3, column 3: a line must have 3 fields as the first has, this has 2'],
    ['text for a number', 'a,b,c\n1,2,x\n1,two,x', 'line 3, column 2 (b): it must be a finite number, found "two"'],
    ['a missing number', '1,2,x\n1,,x', 'line 2, column 2: it must be a finite number, found ""'],
    ['a number beyond all bounds', '1,1e999,x', 'line 1, column 2: it must be a finite number, found "1e999"'],
    ['NaN', '1,2,x\nNaN,2,x', 'line 2, column 1: it must be a finite number, found "NaN"'],
    ['hexadecimal', '1,2,x\n0x10,2,x', 'line 2, column 1'],
    ['text below a field of two lines', '"a\nb",b,c\n1,2,x\nq,2,x', 'line 4, column 1'],
    ['a missing label', '1,2,x\n1,2,', 'line 2, column 3: the label is missing'],
    ['one column', 'a\n1\n2', 'it must have a label and 1 feature or more, found 1 column'],
    ['no lines', '', 'it must have a row of values, found none'],
    ['a header alone', 'a,b,c\n', 'it must have a row of values, found none'],
    ['a quote in a field', '1,2"3,x', 'line 1, column 2: a field has quotes around all of it or nowhere'],
    ['a second quoted part', '1,"" "2",x', 'line 1, column 2: a field has quotes around all of it or nowhere'],
    ['a quote never closed', '1,2,x\n1,2,"x\n1,2,x', 'line 2, column 3: a quote is opened and never closed'],
  ])('refuses %s, and says where', (_, text, message) => {
    expect(() => parseCsv(text, { name: 'flowers.csv' })).toThrow('Cannot read CSV "flowers.csv"');
    expect(() => parseCsv(text, { name: 'flowers.csv' })).toThrow(message);
  });

  it.each([
    ['kinds', 'the label must be one of the columns "x", "kind", it is said to be "kinds"'],
    [2, 'the label must be a column from 0 to 1, it is said to be 2'],
    [-1, 'it is said to be -1'],
  ])('refuses the label column %j', (label, message) => {
    expect(() => parseCsv('x,kind\n1,a', { label })).toThrow(message);
  });
});

describe('readRows', () => {
  const rowsOf = (text: string) => Array.from(readRows(text, 'text'), ({ fields }) => fields);

  it('gives back what was written, whatever is in the fields', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', '\n', '\r', ' ', 'é', '😀') });
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 });
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), fc.boolean(), (rows, lineEnd, last) => {
        const quoted = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(', '));
        expect(rowsOf(`\uFEFF${quoted.join(lineEnd)}${last ? lineEnd : ''}`)).toEqual(rows);
      }),
    );
  });

  it('reads any text as csv-parse does, or refuses it as csv-parse does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', '\n', ' '), maxLength: 14 });
    const byOther = (value: string) =>
      parseByOther(value, { relax_column_count: true, skip_empty_lines: true, trim: true }).filter(
        (fields) => fields.length > 1 || fields[0] !== '',
      );
    const attempt = (read: (value: string) => unknown, value: string) => {
      try {
        return read(value);
      } catch {
        return 'refused';
      }
    };
    fc.assert(
      fc.property(text, (value) => {
        // After an empty field in quotes, csv-parse lets a second quote open: `"" "a"` is `a`. RFC 4180 does not.
        fc.pre(!/"" +"/.test(value));
        expect(attempt(rowsOf, value)).toEqual(attempt(byOther, value));
      }),
      { numRuns: 3000 },
    );
  });

  it('counts lines as an editor does', () => {
    const lines = Array.from(readRows('a,b\r\n\r\n"c\r\nd",e\n\nf,g\rh,i', 'text'), ({ line }) => line);
    expect(lines).toEqual([1, 3, 6, 7]);
  });
});
