import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonReader } from './json-reader.ts';
import { SafetensorsError } from './safetensors-error.ts';

function accepts(text: string): boolean {
  const json = new JsonReader(text, (code, found) => new SafetensorsError(code, found));
  try {
    json.skip();
    json.end();
    return true;
  } catch (error) {
    if (error instanceof SafetensorsError) return false;
    throw error;
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('JsonReader', () => {
  it('takes any JSON', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 6 }), (text) => accepts(text)));
  });

  it('refuses what JSON.parse refuses', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '"a"',
      '"b"',
      '1',
      '-',
      '.',
      'e',
      '0',
      'true',
      'nul',
      'null',
      ' ',
      '\t',
      '\v',
      '\u00a0',
      '\u0000',
      '\\u12',
      'é',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 10 }), (list) => {
        if (!parses(list.join(''))) expect(accepts(list.join(''))).toBe(false);
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    ['a key twice', '{"a":1,"a":2}'],
    ['a key twice, once escaped', '{"\\u0061":1,"a":2}'],
    ['a key twice, deep down', '[{"x":{"a":1,"a":2}}]'],
    ['half a surrogate pair', '"\\udc00"'],
  ])('refuses what JSON.parse takes: %s', (_, text) => {
    expect(parses(text)).toBe(true);
    expect(accepts(text)).toBe(false);
  });

  it('reads strings that end in backslashes', () => {
    for (const value of ['\\', '\\\\', '\\"', '"', '\\\\"\\', '', '\u{1f600}"']) {
      const text = JSON.stringify(value);
      expect(new JsonReader(` ${text} `, () => expect.unreachable()).string('a string')).toBe(value);
    }
  });
});
