import { closest } from 'fastest-levenshtein';

/** Reads what was written down, which may be anyone's: each option must be of the kind that is asked for. */
export class ConfigReader {
  readonly type: string;
  readonly #what: string;
  readonly #options: ReadonlyMap<string, unknown>;
  readonly #asked = new Set<string>();

  /**
   * @param what What the config tells of, such as `optimizer`.
   * @throws RangeError unless it is an object with a type.
   */
  constructor(what: string, config: unknown) {
    if (typeof config !== 'object' || config === null || !('type' in config) || typeof config.type !== 'string') {
      throw new RangeError(`Cannot read ${what}: it takes an object with a "type", found ${brief(config)}.`);
    }
    const { type, ...options } = config;
    this.type = config.type;
    this.#what = what;
    this.#options = new Map(Object.entries(options));
  }

  /** What there is of this type. @throws RangeError for another type, naming the nearest known one. */
  kind<T>(known: Readonly<Record<string, T>>): T {
    const found = Object.hasOwn(known, this.type) ? known[this.type] : undefined;
    if (found !== undefined) return found;
    const names = Object.keys(known);
    throw new RangeError(
      `Unknown ${this.#what} ${brief(this.type)}. Did you mean "${closest(this.type, names)}"? Known are ${names.join(', ')}.`,
    );
  }

  number(option: string): number {
    const value = this.value(option);
    return typeof value === 'number' ? value : this.#refuse(option, 'a number', value);
  }

  boolean(option: string): boolean {
    const value = this.value(option);
    return typeof value === 'boolean' ? value : this.#refuse(option, 'true or false', value);
  }

  numbers(option: string): number[] {
    const value = this.value(option);
    const isNumbers = Array.isArray(value) && value.every((one): one is number => typeof one === 'number');
    return isNumbers ? value : this.#refuse(option, 'numbers', value);
  }

  /** As it was written. */
  value(option: string): unknown {
    this.#asked.add(option);
    return this.#options.get(option);
  }

  /** @throws RangeError if there is an option that was not asked for. */
  end(): void {
    for (const option of this.#options.keys()) {
      if (this.#asked.has(option)) continue;
      const takes = [...this.#asked].join(', ') || 'no options';
      throw new RangeError(`Cannot read ${this.#what} "${this.type}": it takes ${takes}; found ${brief(option)}.`);
    }
  }

  #refuse(option: string, takes: string, found: unknown): never {
    throw new RangeError(
      `Cannot read ${this.#what} "${this.type}": its "${option}" must be ${takes}, found ${brief(found)}.`,
    );
  }
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
