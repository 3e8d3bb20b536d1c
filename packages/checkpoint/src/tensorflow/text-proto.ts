/** A field of a message in protobuf's text format: its name, and its value where that is a string. */
export interface TextField {
  readonly name: string;
  readonly value: string | undefined;
}

/** A name, a colon, then strings, which are one if they follow each other, or a number or a word. */
const field = /(\w+)\s*:\s*((?:(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')\s*)+|[-+.\w]+)/y;
const space = /(?:[\s;,]|#[^\n]*)*/y;
const literal = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;

/**
 * The fields of a message that has no messages in it.
 * @throws Error that says where it goes wrong.
 */
export function parseTextProto(text: string): TextField[] {
  const fields: TextField[] = [];
  for (let at = skip(text, 0); at < text.length; ) {
    field.lastIndex = at;
    const match = field.exec(text);
    if (!match) throw new Error(`a name, a colon and a value were expected at character ${at}`);
    const literals = match[2]!.match(literal);
    fields.push({ name: match[1]!, value: literals?.map((whole) => unescapeText(whole.slice(1, -1))).join('') });
    at = skip(text, field.lastIndex);
  }
  return fields;
}

function skip(text: string, at: number): number {
  space.lastIndex = at;
  return at + (space.exec(text)?.[0].length ?? 0);
}

const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** Escapes stand for bytes, which are UTF-8 together. */
function unescapeText(text: string): string {
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const [, octal, hexadecimal, escaped, plain] of text.matchAll(
    /\\([0-7]{1,3})|\\x([\da-f]{1,2})|\\(.)|([^\\]+)/gi,
  )) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 0xff);
    else if (hexadecimal !== undefined) bytes.push(Number.parseInt(hexadecimal, 16));
    else if (escaped !== undefined)
      bytes.push(...(Object.hasOwn(escapes, escaped) ? [escapes[escaped]!] : encoder.encode(escaped)));
    else for (const byte of encoder.encode(plain)) bytes.push(byte);
  }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

/** A string as protobuf's own printers write it: what is not ASCII as octal escapes of its bytes. */
export function quoteTextProto(text: string): string {
  const named: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 34: '\\"', 39: "\\'", 92: '\\\\' };
  const characters = Array.from(new TextEncoder().encode(text), (byte) => {
    if (named[byte]) return named[byte];
    return byte < 32 || byte > 126 ? `\\${byte.toString(8).padStart(3, '0')}` : String.fromCharCode(byte);
  });
  return `"${characters.join('')}"`;
}
