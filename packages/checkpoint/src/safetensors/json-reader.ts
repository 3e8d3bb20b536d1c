import { quote, type Refuse } from './safetensors-error.ts';

/** As deep as the reference implementation's parser goes. */
const deepest = 128;

/**
 * Reads JSON piece by piece. Unlike `JSON.parse` it refuses duplicate keys, keeps whole numbers apart from
 * others (`2` from `2.0`), and builds no object that a key such as `__proto__` could harm.
 */
export class JsonReader {
  readonly #text: string;
  readonly #refuse: Refuse;
  #at = 0;
  #depth = 0;

  constructor(text: string, refuse: Refuse) {
    this.#text = text;
    this.#refuse = refuse;
  }

  /** An object; `member` reads the value of each key. `what` names the object in errors. */
  object(what: string, member: (key: string) => void): void {
    const keys = new Set<string>();
    this.#list('{', '}', what, () => {
      const key = this.string('a key');
      if (keys.has(key)) throw this.#refuse('DuplicateKey', `${what} has the key ${quote(key)} twice`);
      keys.add(key);
      if (this.#peek() !== ':') throw this.#unexpected(`":" after the key ${quote(key)}`);
      this.#at++;
      member(key);
    });
  }

  /** An array; `item` reads each item. */
  array(what: string, item: () => void): void {
    this.#list('[', ']', what, item);
  }

  string(what: string): string {
    if (this.#peek() !== '"') throw this.#unexpected(what);
    const start = this.#at;
    let end = start;
    do {
      end = this.#text.indexOf('"', end + 1);
      if (end < 0) throw this.#malformed('a string has no end');
    } while (this.#isEscaped(end));
    this.#at = end + 1;
    const value = this.#parse(this.#text.slice(start, this.#at));
    if (typeof value !== 'string' || hasLoneSurrogate(value)) throw this.#malformed('a string is not valid JSON');
    return value;
  }

  /** A whole number of 0 or more, written without sign, fraction or exponent; up to 2⁵³ − 1. */
  natural(what: string): number {
    this.#peek();
    const start = this.#at;
    const digits = this.#number();
    if (digits.length > 100 || !/^(0|[1-9]\d*)$/.test(digits)) {
      this.#at = start;
      throw this.#unexpected(what);
    }
    const value = Number(digits);
    if (!Number.isSafeInteger(value)) {
      throw this.#refuse('ValidationOverflow', `${quote(digits)} is more than can be counted, 9007199254740991`);
    }
    return value;
  }

  /** Whether `null` comes next; it is read if so. */
  isNull(): boolean {
    this.#peek();
    return this.#word('null');
  }

  /** Any value, checked but not kept. */
  skip(): void {
    const next = this.#peek();
    if (next === '{') this.object('an object', () => this.skip());
    else if (next === '[') this.array('an array', () => this.skip());
    else if (next === '"') this.string('a string');
    else if (!this.#word('null') && !this.#word('true') && !this.#word('false')) {
      const number = this.#number();
      if (number === '') throw this.#unexpected('a value');
      this.#parse(number);
    }
  }

  /** Nothing but white space may follow. */
  end(): void {
    if (this.#peek() !== undefined) throw this.#unexpected('nothing more');
  }

  #list(open: string, close: string, what: string, item: () => void): void {
    this.#expect(open, what);
    if (++this.#depth > deepest) throw this.#malformed(`it is nested more than ${deepest} deep`);
    if (this.#peek() === close) this.#at++;
    else {
      for (item(); this.#peek() === ','; item()) this.#at++;
      this.#expect(close, `"," or "${close}"`);
    }
    this.#depth--;
  }

  /** The next character that is not white space; undefined at the end. */
  #peek(): string | undefined {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++;
    return this.#text[this.#at];
  }

  #expect(character: string, what: string): void {
    if (this.#peek() !== character) throw this.#unexpected(what);
    this.#at++;
  }

  #word(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  /** The longest run of characters that numbers are written with. */
  #number(): string {
    const start = this.#at;
    while ('+-.0123456789eE'.includes(this.#text[this.#at] ?? ' ')) this.#at++;
    return this.#text.slice(start, this.#at);
  }

  /** Whether an odd number of backslashes stands before this place. */
  #isEscaped(at: number): boolean {
    let first = at;
    while (this.#text[first - 1] === '\\') first--;
    return (at - first) % 2 === 1;
  }

  #parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw this.#malformed(`${quote(text)} is not valid JSON`);
    }
  }

  #unexpected(what: string): Error {
    const found = this.#text[this.#at];
    return this.#malformed(`${what} was expected, found ${found === undefined ? 'its end' : quote(found)}`);
  }

  #malformed(why: string): Error {
    return this.#refuse('InvalidHeaderDeserialization', `in its header, at character ${this.#at}, ${why}`);
  }
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** Half of a surrogate pair: UTF-16 that is no text, and that UTF-8 cannot carry. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
