import { RandomState } from '@feedforward/random';
import { isMap } from './class-weights.ts';
import { begin, type Fitted } from './fitted.ts';
import { classesOf, type Label } from './labels.ts';
import { type PerceptronOptions, withDefaults } from './options.ts';

type Params = Required<PerceptronOptions>;

/** A float64 in JSON, which has no −0. */
type JsonNumber = number | '-0';

interface JsonStream {
  readonly key: readonly number[];
  readonly position: number;
  readonly gauss: number | null;
}

/** A perceptron written down: what `toJSON` gives and {@link Perceptron.fromJSON} takes. */
export interface PerceptronJson<L extends Label = Label> {
  readonly type: 'Perceptron';
  readonly version: 1;
  readonly params: Omit<Params, 'randomState' | 'classWeight'> & {
    /** A seed, or where a stream stood. */
    readonly randomState: number | JsonStream;
    /** A map as its entries. */
    readonly classWeight: 'balanced' | Entries | Readonly<Record<string, number>> | null;
  };
  /** null before fitting. */
  readonly fitted: {
    readonly classes: readonly L[];
    readonly coef: readonly (readonly JsonNumber[])[];
    readonly intercept: readonly JsonNumber[];
    readonly nIter: number;
    readonly t: number;
  } | null;
}

export function toJson<L extends Label>(params: Params, fitted: Fitted<L> | undefined): PerceptronJson<L> {
  const { randomState, classWeight } = params;
  return {
    type: 'Perceptron',
    version: 1,
    params: {
      ...params,
      randomState: typeof randomState === 'number' ? randomState : streamToJson(randomState),
      classWeight:
        classWeight !== null && classWeight !== 'balanced' && isMap(classWeight) ? [...classWeight] : classWeight,
    },
    fitted: fitted
      ? {
          classes: [...fitted.classes],
          coef: fitted.separators.map(({ coef }) => Array.from(coef, numberToJson)),
          intercept: fitted.separators.map(({ intercept }) => numberToJson(intercept)),
          nIter: fitted.nIter,
          t: fitted.t,
        }
      : null,
  };
}

/** @throws RangeError or TypeError for what {@link toJson} did not give. */
export function fromJson<L extends Label>(json: PerceptronJson<L>): { params: Params; fitted: Fitted<L> | undefined } {
  check(isObject(json) && json.type === 'Perceptron' && json.version === 1, 'type "Perceptron" and version 1');
  const { params, fitted } = json;
  check(isObject(params), 'its params');
  check(fitted === null || isObject(fitted), 'what was fitted, or null');
  return { params: paramsFromJson(params), fitted: fitted ? fittedFromJson(fitted) : undefined };
}

function paramsFromJson({ randomState, classWeight, ...rest }: PerceptronJson['params']): Params {
  const weights = isEntries(classWeight) ? entriesOf(classWeight) : classWeight;
  const options = { ...rest, randomState: isObject(randomState) ? streamFromJson(randomState) : randomState };
  return withDefaults({ ...options, classWeight: weights }, 'load a Perceptron');
}

function fittedFromJson<L extends Label>(fitted: NonNullable<PerceptronJson<L>['fitted']>): Fitted<L> {
  const { classes, coef, intercept, nIter, t } = fitted;
  const inOrder = Array.isArray(classes) ? classesOf(classes) : [];
  check(
    inOrder.length === classes?.length && inOrder.every((label, k) => label === classes[k]),
    'classes in their order',
  );
  check(Array.isArray(coef) && coef.every(isNumbers) && (coef[0]?.length ?? 0) > 0, 'rows of finite weights');
  check(isNumbers(intercept), 'finite intercepts');
  check(
    Number.isSafeInteger(nIter) && nIter >= 1 && Number.isSafeInteger(t) && t > nIter,
    'counts of epochs and examples',
  );
  const start = { coef: coef.map((row) => row.map(Number)), intercept: intercept.map(Number) };
  return { ...begin(inOrder, coef[0]!.length, start), nIter, t };
}

function numberToJson(value: number): JsonNumber {
  return Object.is(value, -0) ? '-0' : value;
}

function streamToJson(random: RandomState): JsonStream {
  const { key, position, gauss } = random.getState();
  return { key: Array.from(key), position, gauss };
}

function streamFromJson({ key, position, gauss }: JsonStream): RandomState {
  check(Array.isArray(key) && key.every((word) => word === word >>> 0), "a random state's words of 32 bits");
  return RandomState.from({ key: Uint32Array.from(key), position, gauss });
}

type Entries = readonly (readonly [Label, number])[];

function isEntries(weights: PerceptronJson['params']['classWeight']): weights is Entries {
  return Array.isArray(weights);
}

function entriesOf(entries: Entries): Map<Label, number> {
  check(
    entries.every((entry) => Array.isArray(entry) && entry.length === 2),
    'class weights in pairs',
  );
  return new Map(entries);
}

function isNumbers(values: unknown): boolean {
  return Array.isArray(values) && values.every((value) => Number.isFinite(value) || value === '-0');
}

function isObject<T>(value: T): value is T & object {
  return typeof value === 'object' && value !== null;
}

function check(holds: boolean, required: string): void {
  if (!holds) throw new RangeError(`Cannot load a Perceptron: the JSON must be what toJSON gives, with ${required}.`);
}
