import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSafetensors } from './index.ts';
import { decodeNpz } from './numpy/index.ts';
import { decodeOnnxTensors } from './onnx/index.ts';
import { parseJson } from './parse-json.ts';
import { printable, printableLines } from './printable.ts';
import { quote } from './safetensors/safetensors-error.ts';

const unsafe = [
  ['ESC', '\u001b', '\\u001b'],
  ['BEL', '\u0007', '\\u0007'],
  ['CR', '\r', '\\u000d'],
  ['LF', '\n', '\\u000a'],
  ['BS', '\b', '\\u0008'],
  ['NUL', '\0', '\\u0000'],
  ['DEL', '\u007f', '\\u007f'],
  ['CSI of C1', '\u009b', '\\u009b'],
  ['OSC of C1', '\u009d', '\\u009d'],
  ['right-to-left override', '\u202e', '\\u202e'],
  ['left-to-right isolate', '\u2066', '\\u2066'],
  ['Arabic letter mark', '\u061c', '\\u061c'],
  ['line separator', '\u2028', '\\u2028'],
  ['zero-width space', '\u200b', '\\u200b'],
  ['byte-order mark', '\ufeff', '\\ufeff'],
  ['a tag letter', '\u{e0041}', '\\udb40\\udc41'],
  ['half a pair', '\ud83d', '\\ud83d'],
] as const;

describe('printable', () => {
  it.each(unsafe)('escapes %s', (_, character, escaped) => {
    expect(printable(`a${character}b`)).toBe(`a${escaped}b`);
  });

  it('leaves all else', () => {
    const text = 'hidden1/kernel ~ "é" ü ß 漢字 עברית العربية 👩‍🔬 \\ می‌خواهم';
    expect(printable(text)).toBe(text);
    expect(printableLines(`${text}\n\t${text}`)).toBe(`${text}\n\t${text}`);
  });

  it('of any text, leaves nothing that a terminal obeys, and quote neither', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const printed of [printable(text), printableLines(text).replaceAll(/[\n\t]/g, ''), quote(text)]) {
          expect(printed).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
        }
      }),
    );
    expect(JSON.parse(quote('a\u009b\u202eb'))).toBe('a\u009b\u202eb');
  });
});

describe('what errors say of a file', () => {
  const hostile = 'a\u001b[2J\u009b31m\u202e';
  const refuse = (found: string): Error => new Error(found);

  it.each<[string, () => unknown]>([
    ['JSON', () => parseJson(`{"a": ${hostile}}`, 'it', refuse)],
    ['a name', () => decodeNpz(new Uint8Array(3), { name: hostile })],
    ['another', () => decodeSafetensors(new Uint8Array(3), { name: hostile })],
    ['a third', () => decodeOnnxTensors(Uint8Array.of(7), { name: hostile })],
  ])('has nothing that a terminal obeys: %s', (_, read) => {
    const message = (() => {
      try {
        read();
      } catch (error) {
        return String(error);
      }
      return '';
    })();
    expect(message).toContain('\\u001b');
    expect(message).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });
});
