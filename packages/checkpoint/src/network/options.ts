/**
 * The options of something in a network's config, which may be a stranger's JSON: each is read by name and type, and
 * one that nobody knows is refused, for it may change what the network computes.
 */
export class Options {
  readonly #what: string;
  readonly #values: ReadonlyMap<string, unknown>;

  /** @throws TypeError if the config is no object. @throws RangeError for an option that is not known. */
  constructor(what: string, config: unknown, known: readonly string[] | undefined) {
    if (typeof config !== 'object' || config === null || Array.isArray(config)) {
      throw new TypeError(`Cannot export ${what}: its config must be an object, found ${found(config)}.`);
    }
    this.#what = what;
    this.#values = new Map<string, unknown>(Object.entries(config));
    for (const key of this.#values.keys()) {
      if (known && key !== 'type' && !known.includes(key)) {
        const all = known.length > 0 ? `must be one of ${known.join(', ')}` : 'there are none';
        throw new RangeError(`Cannot export ${what}: its options ${all}, found ${found(key)}.`);
      }
    }
  }

  value(key: string): unknown {
    return this.#values.get(key);
  }

  string(key: string): string {
    const value = this.value(key);
    if (typeof value === 'string') return value;
    throw new TypeError(`Cannot export ${this.#what}: "${key}" must be a string, found ${found(value)}.`);
  }

  boolean(key: string, otherwise: boolean): boolean {
    const value = this.value(key) ?? otherwise;
    if (typeof value === 'boolean') return value;
    throw new TypeError(`Cannot export ${this.#what}: "${key}" must be true or false, found ${found(value)}.`);
  }

  number(key: string, otherwise?: number): number {
    const value = this.value(key) ?? otherwise;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw new TypeError(`Cannot export ${this.#what}: "${key}" must be a finite number, found ${found(value)}.`);
  }

  /** Whole numbers above 0. */
  shape(key: string): readonly number[] {
    const value = this.value(key);
    if (Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size > 0)) return value;
    throw new RangeError(
      `Cannot export ${this.#what}: "${key}" must list whole numbers above 0, found ${JSON.stringify(value)}.`,
    );
  }
}

/** A value as an error gives it. */
export function found(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
