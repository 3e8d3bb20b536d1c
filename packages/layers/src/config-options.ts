import { unknownName } from './unknown-name.ts';

/**
 * The options in the config of something, which may come from a stranger's JSON: each is read by name and type, and
 * one that nobody would read is refused.
 */
export class ConfigOptions {
  readonly #what: string;
  readonly #values: ReadonlyMap<string, unknown>;

  /**
   * @param what The thing's name in errors, such as `layer "hidden1"`.
   * @throws TypeError if the config is no object. @throws RangeError if it has an option that is not known.
   */
  constructor(what: string, config: unknown, known: readonly string[]) {
    this.#what = what;
    this.#values = new Map(Object.entries(asObject(what, config)).filter(([key]) => key !== 'type'));
    for (const key of this.#values.keys()) {
      if (!known.includes(key)) throw unknownName(`option of ${what}:`, key, known);
    }
  }

  value(key: string): unknown {
    return this.#values.get(key);
  }

  boolean(key: string): boolean | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === 'boolean') return value;
    throw this.#wrongType(key, 'true or false');
  }

  number(key: string): number | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === 'number') return value;
    throw this.#wrongType(key, 'a number');
  }

  requiredNumber(key: string): number {
    const value = this.number(key);
    if (value === undefined) throw this.#wrongType(key, 'a number');
    return value;
  }

  string(key: string): string | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === 'string') return value;
    throw this.#wrongType(key, 'a string');
  }

  #wrongType(key: string, required: string): TypeError {
    return new TypeError(`Cannot read ${this.#what}: "${key}" must be ${required}, found ${found(this.value(key))}.`);
  }
}

/** What the config says it is the config of. @throws TypeError if it is no object. */
export function typeOfConfig(what: string, config: unknown): unknown {
  const object = asObject(what, config);
  return Object.hasOwn(object, 'type') ? Reflect.get(object, 'type') : undefined;
}

function asObject(what: string, config: unknown): object {
  if (typeof config === 'object' && config !== null && !Array.isArray(config)) return config;
  throw new TypeError(`Cannot read ${what}: its config must be an object, found ${found(config)}.`);
}

/** A value as an error gives it. */
export function found(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
