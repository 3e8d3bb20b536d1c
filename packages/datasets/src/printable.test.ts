import { describe, expect, it } from 'vitest';
import { csvColumns, parseCsv } from './index.ts';
import { printable } from './printable.ts';

const hostile = 'a\u001b]0;owned\u0007\u009b31m\u202eb';
const escaped = 'a\\u001b]0;owned\\u0007\\u009b31m\\u202eb';

describe('what errors show of a file', () => {
  it('is escaped where a terminal would obey it', () => {
    expect(printable(hostile)).toBe(escaped);
    expect(printable('länge 長さ')).toBe('länge 長さ');
  });

  it.each([
    ['a column', () => parseCsv(`${hostile},y\nno,1\n`)],
    ['a value', () => parseCsv(`x,y\n${hostile},1\n`)],
    ['the columns', () => parseCsv(`${hostile},y\n1,1\n`, { label: 'z' })],
    ['columns that are one', () => csvColumns(`${hostile},${hostile}\n1,1\n`)],
    ['columns that are to be text', () => csvColumns(`${hostile}\n1\n`, { text: ['z'] })],
  ])('%s', (_, read) => {
    expect(read).toThrow(escaped);
  });
});
