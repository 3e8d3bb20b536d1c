import type { Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';

/** What headers are made of. A tuple is a list here. */
export type Literal = string | number | boolean | readonly Literal[] | ReadonlyMap<string, Literal>;

/** As deep as a header may nest; one of plain arrays goes two deep. */
const deepest = 32;

const token =
  /[ \t\r\n]*(?:([{}()[\],:])|'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|(True|False)\b|(0|[1-9]\d{0,15})L?\b|$)/y;

/** The value of a Python literal of strings, whole numbers, booleans, tuples, lists and dicts with strings as keys. */
export function readLiteral(text: string, refuse: Refuse): Literal {
  const tokens = new Tokens(text, refuse);
  const value = valueAt(tokens, 0);
  if (tokens.next() !== undefined) throw tokens.unexpected('nothing more');
  return value;
}

type Token = { readonly mark: string } | { readonly value: Literal } | undefined;

class Tokens {
  readonly #text: string;
  readonly #refuse: Refuse;
  #at = 0;
  #start = 0;

  constructor(text: string, refuse: Refuse) {
    this.#text = text;
    this.#refuse = refuse;
  }

  /** Undefined at the end. */
  next(): Token {
    token.lastIndex = this.#at;
    const match = token.exec(this.#text);
    this.#start = this.#at;
    if (!match) throw this.unexpected('a Python literal');
    this.#at = token.lastIndex;
    const [, mark, single, double, boolean, digits] = match;
    if (mark !== undefined) return { mark };
    const string = single ?? double;
    if (string !== undefined) return { value: string };
    if (boolean !== undefined) return { value: boolean === 'True' };
    return digits === undefined ? undefined : { value: Number(digits) };
  }

  /** Whether this mark comes next; it is passed if so. */
  has(mark: string): boolean {
    const at = this.#at;
    const next = this.next();
    if (next && 'mark' in next && next.mark === mark) return true;
    this.#at = at;
    return false;
  }

  unexpected(required: string): Error {
    const rest = this.#text.slice(this.#start).trimStart().slice(0, 20);
    const found = rest === '' ? 'its end' : quote(rest);
    return this.#refuse(`in its header, at character ${this.#start}, ${required} was expected, found ${found}`);
  }
}

function valueAt(tokens: Tokens, depth: number): Literal {
  const next = tokens.next();
  if (next && 'value' in next) return next.value;
  const mark = next?.mark;
  if (depth >= deepest || (mark !== '(' && mark !== '[' && mark !== '{')) throw tokens.unexpected('a value');
  if (mark === '{') return dictAt(tokens, depth);
  const close = mark === '(' ? ')' : ']';
  const items: Literal[] = [];
  while (!tokens.has(close)) {
    items.push(valueAt(tokens, depth + 1));
    if (tokens.has(',')) continue;
    if (!tokens.has(close) || (mark === '(' && items.length === 1)) throw tokens.unexpected('","');
    break;
  }
  return items;
}

function dictAt(tokens: Tokens, depth: number): ReadonlyMap<string, Literal> {
  const dict = new Map<string, Literal>();
  while (!tokens.has('}')) {
    const key = valueAt(tokens, depth + 1);
    if (typeof key !== 'string' || dict.has(key)) throw tokens.unexpected('a key of its own');
    if (!tokens.has(':')) throw tokens.unexpected('":"');
    dict.set(key, valueAt(tokens, depth + 1));
    if (tokens.has(',')) continue;
    if (!tokens.has('}')) throw tokens.unexpected('","');
    break;
  }
  return dict;
}
