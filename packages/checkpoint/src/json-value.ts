import type { Refuse } from './refuse.ts';
import { quote } from './safetensors/safetensors-error.ts';

/** A value from JSON that is not trusted, which says where it stands when it is not what it must be. */
export class JsonValue {
  readonly #value: unknown;
  readonly #what: string | (() => string);
  readonly #refuse: Refuse;

  constructor(value: unknown, what: string | (() => string), refuse: Refuse) {
    this.#value = value;
    this.#what = what;
    this.#refuse = refuse;
  }

  /** Whether it is left out, or null. */
  get isMissing(): boolean {
    return this.#value === undefined || this.#value === null;
  }

  get isArray(): boolean {
    return Array.isArray(this.#value);
  }

  /** What JSON had. */
  get raw(): unknown {
    return this.#value;
  }

  /** A member of an object; missing where there is none. */
  get(key: string): JsonValue {
    const object = this.object();
    return this.#inner(Object.hasOwn(object, key) ? Reflect.get(object, key) : undefined, key);
  }

  object(): object {
    const value = this.#value;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    throw this.unexpected('an object');
  }

  array(): JsonValue[] {
    if (!Array.isArray(this.#value)) throw this.unexpected('an array');
    return this.#value.map((item: unknown, i) => this.#inner(item, i));
  }

  string(): string {
    if (typeof this.#value !== 'string') throw this.unexpected('a text');
    return this.#value;
  }

  /** One of these texts. */
  oneOf<T extends string>(...known: readonly T[]): T {
    const value = known.find((name) => name === this.#value);
    if (value === undefined) throw this.unexpected(`one of ${known.join(', ')}`);
    return value;
  }

  /** A finite number. */
  number(ifMissing?: number): number {
    if (this.isMissing && ifMissing !== undefined) return ifMissing;
    if (typeof this.#value !== 'number' || !Number.isFinite(this.#value)) throw this.unexpected('a number');
    return this.#value;
  }

  /** A whole number of 0 or more. */
  natural(): number {
    if (!isNatural(this.#value)) throw this.unexpected('a whole number of 0 or more');
    return this.#value;
  }

  /** An array of such numbers, which may be long: it takes no more memory than they do. */
  naturals(): number[] {
    if (!Array.isArray(this.#value)) throw this.unexpected('an array');
    return this.#value.map((item: unknown, i) => (isNatural(item) ? item : this.#inner(item, i).natural()));
  }

  boolean(ifMissing: boolean): boolean {
    if (this.isMissing) return ifMissing;
    if (typeof this.#value !== 'boolean') throw this.unexpected('true or false');
    return this.#value;
  }

  unexpected(required: string): Error {
    return this.#refuse(`${this.#path()} must be ${required}, it is ${this.#found()}`);
  }

  #inner(value: unknown, key: string | number): JsonValue {
    return new JsonValue(value, () => this.#path() + (typeof key === 'number' ? `[${key}]` : `.${key}`), this.#refuse);
  }

  #path(): string {
    return typeof this.#what === 'string' ? this.#what : this.#what();
  }

  #found(): string {
    const value = this.#value;
    if (value === undefined) return 'missing';
    if (Array.isArray(value)) return 'an array';
    if (typeof value === 'string') return quote(value);
    return typeof value === 'object' && value !== null ? 'an object' : String(value);
  }
}

function isNatural(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
