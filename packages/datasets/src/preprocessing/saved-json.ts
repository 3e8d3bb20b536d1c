import { describeValue } from '../describe-value.ts';

/** What `toJSON` wrote, as it is read back: nothing in it is believed before it was looked at. */
export class SavedJson {
  readonly #cannot: string;
  readonly #values: ReadonlyMap<string, unknown>;

  /** @throws TypeError if it is not the JSON of a `name`. */
  constructor(json: unknown, name: string) {
    this.#cannot = `Cannot restore a ${name}`;
    this.#values = new Map(typeof json === 'object' && json !== null ? Object.entries(json) : []);
    if (this.#values.get('name') !== name) {
      throw new TypeError(`${this.#cannot}: it takes what toJSON gave, found ${describeValue(json)}.`);
    }
  }

  /** The number of a key. */
  number(key: string): number {
    return this.#checked(key, isNumber, 'a number');
  }

  /** The boolean of a key. */
  boolean(key: string): boolean {
    return this.#checked(key, isBoolean, 'true or false');
  }

  /** An array of numbers, in which null stands for NaN, of the length that is required, if any is. */
  numbers(key: string, length?: number): Float64Array {
    const values = this.#checked(key, isArray, 'an array');
    const read = Float64Array.from(values, (value) => {
      if (value !== null && typeof value !== 'number') this.refuse(key, 'of numbers', value);
      return value ?? Number.NaN;
    });
    if (length !== undefined && read.length !== length) this.refuse(key, `${length} numbers`, read.length);
    return read;
  }

  /** Any value, to be checked by the one who asks. */
  value(key: string): unknown {
    return this.#values.get(key);
  }

  /** @throws TypeError that says what was required of a key, and what was found. */
  refuse(key: string, required: string, found: unknown): never {
    throw new TypeError(`${this.#cannot}: ${key} must be ${required}, found ${describeValue(found)}.`);
  }

  #checked<T>(key: string, holds: (value: unknown) => value is T, required: string): T {
    const value = this.#values.get(key);
    return holds(value) ? value : this.refuse(key, required, value);
  }
}

/** Numbers as JSON can hold them: null for NaN. */
export function numbersToJson(values: ArrayLike<number>): (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value);
