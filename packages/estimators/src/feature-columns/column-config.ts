/** The config of a column, which may be a stranger's JSON: each option is read by name and type. */
export class ColumnConfig {
  readonly type: string;
  readonly #values: ReadonlyMap<string, unknown>;

  /** @throws TypeError if it is no object, or has no type. */
  constructor(config: unknown) {
    if (typeof config !== 'object' || config === null || Array.isArray(config)) {
      throw new TypeError('Cannot read a feature column: its config must be an object.');
    }
    this.#values = new Map(Object.entries(config));
    this.type = 'feature column';
    this.type = this.string('type');
  }

  /** @throws RangeError for an option that nobody would read. */
  only(...known: readonly string[]): this {
    for (const option of this.#values.keys()) {
      if (option === 'type' || known.includes(option)) continue;
      throw new RangeError(`Cannot read ${this.type}: it has no option "${option}", only ${known.join(', ')}.`);
    }
    return this;
  }

  value(option: string): unknown {
    return this.#values.get(option);
  }

  string(option: string): string {
    return this.#required(option, isString, 'a string');
  }

  number(option: string): number {
    return this.#required(option, isNumber, 'a number');
  }

  optionalNumber(option: string): number | undefined {
    return this.value(option) === undefined ? undefined : this.number(option);
  }

  numbers(option: string): readonly number[] {
    return this.#required(option, areNumbers, 'numbers');
  }

  numberOrNumbers(option: string): number | readonly number[] | undefined {
    const value = this.value(option);
    return value === undefined || isNumber(value) ? value : this.numbers(option);
  }

  stringsOrNumbers(option: string): readonly string[] | readonly number[] {
    const value = this.value(option);
    return areNumbers(value) ? value : this.#required(option, areStrings, 'strings or numbers');
  }

  optionalBoolean(option: string): boolean | undefined {
    const value = this.value(option);
    if (value === undefined || typeof value === 'boolean') return value;
    throw this.#wrong(option, 'true or false');
  }

  list(option: string): readonly unknown[] {
    return this.#required(option, isList, 'a list');
  }

  #required<T>(option: string, is: (value: unknown) => value is T, what: string): T {
    const value = this.value(option);
    if (is(value)) return value;
    throw this.#wrong(option, what);
  }

  #wrong(option: string, what: string): TypeError {
    return new TypeError(
      `Cannot read ${this.type}: "${option}" must be ${what}, found ${JSON.stringify(this.value(option))}.`,
    );
  }
}

const isString = (value: unknown): value is string => typeof value === 'string';

const isNumber = (value: unknown): value is number => typeof value === 'number';

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const areNumbers = (value: unknown): value is readonly number[] => isList(value) && value.every(isNumber);

const areStrings = (value: unknown): value is readonly string[] => isList(value) && value.every(isString);
