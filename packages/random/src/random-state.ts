import { boundedInteger } from './bounded.ts';
import { type ChoiceOptions, chooseIndices } from './choice.ts';
import { seedWords, stateLength, temper, twist } from './mt19937.ts';

/** All that a {@link RandomState} holds: write it down and the stream can be continued anywhere. */
export interface RandomStateValue {
  /** The 624 words of the Mersenne Twister. */
  readonly key: Uint32Array;
  /** How many of those words have been used, 0 … 624. */
  readonly position: number;
  /** The second normal deviate of the last pair, while it is still to be given out. */
  readonly gauss: number | null;
}

/**
 * A seeded stream of random numbers: what NumPy's legacy `numpy.random.RandomState` gives, draw for draw.
 *
 * Methods that take a `size` return one number without it and a typed array of `size` numbers with it.
 *
 * Integers and uniform numbers are NumPy's bit for bit. Normal deviates go through the runtime's own `Math.log`:
 * a few in a hundred differ from NumPy's in the last bit or two of their float64, and none once rounded to float32
 * in a million drawn.
 *
 * @example
 * ```ts
 * import { RandomState } from '@feedforward/random';
 *
 * const random = new RandomState(42);
 * console.log(random.permutation(10).join(' ')); // 8 1 5 0 7 2 9 4 3 6
 * console.log(random.randint(0, 2 ** 31 - 1)); // 669991378
 * ```
 */
export class RandomState {
  /**
   * The seed this stream was made with; a fresh one, from `crypto`, where none was given. It says nothing about a
   * state that was set later.
   */
  readonly seed: number;
  #key: Uint32Array;
  #position = stateLength;
  #gauss: number | null = null;

  /** @param seed An integer in 0 … 2³²−1; without it, a fresh one. @throws RangeError for any other number. */
  constructor(seed?: number) {
    if (seed !== undefined && !(Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff)) {
      throw new RangeError(`Cannot seed a RandomState: a seed is an integer from 0 to 4294967295, this is ${seed}.`);
    }
    this.seed = seed ?? crypto.getRandomValues(new Uint32Array(1))[0]!;
    this.#key = seedWords(this.seed);
  }

  /** A stream that goes on where the one that `value` was taken from stood. */
  static from(value: RandomStateValue): RandomState {
    const random = new RandomState(0);
    random.setState(value);
    return random;
  }

  /** A copy of the whole state. */
  getState(): RandomStateValue {
    return { key: this.#key.slice(), position: this.#position, gauss: this.#gauss };
  }

  /** Goes on from a state that {@link getState} gave. @throws RangeError if it cannot be one. */
  setState({ key, position, gauss }: RandomStateValue): void {
    const isPosition = Number.isInteger(position) && position >= 0 && position <= stateLength;
    if (key.length !== stateLength || !isPosition || !(gauss === null || Number.isFinite(gauss))) {
      throw new RangeError(
        `Cannot set the random state: it takes 624 words, a position from 0 to 624 and a finite deviate or null, found ${key.length} words, position ${position} and ${gauss}.`,
      );
    }
    this.#key = Uint32Array.from(key);
    this.#position = position;
    this.#gauss = gauss;
  }

  /** The generator's next 32 bits, as an unsigned integer. */
  nextUint32(): number {
    if (this.#position === stateLength) {
      twist(this.#key);
      this.#position = 0;
    }
    return temper(this.#key[this.#position++]!);
  }

  /** Uniform in [0, 1), with 53 random bits. */
  random(): number;
  random(size: number): Float64Array;
  random(size?: number): number | Float64Array {
    return this.#draw(size, () => this.#double());
  }

  /** {@link random} under NumPy's other name. */
  rand(): number;
  rand(size: number): Float64Array;
  rand(size?: number): number | Float64Array {
    return this.#draw(size, () => this.#double());
  }

  /** Uniform in [low, high), 0 and 1 by default. @throws RangeError if the bounds or their distance are not finite. */
  uniform(low?: number, high?: number): number;
  uniform(low: number, high: number, size: number): Float64Array;
  uniform(low = 0, high = 1, size?: number): number | Float64Array {
    const range = high - low;
    if (!(Number.isFinite(low) && Number.isFinite(range))) {
      throw new RangeError(
        `Cannot draw from ${low} to ${high}: it takes finite bounds, and a finite distance between.`,
      );
    }
    return this.#draw(size, () => low + range * this.#double());
  }

  /** Standard normal deviates, by the polar method (Marsaglia and Bray 1964), which makes them in pairs. */
  randn(): number;
  randn(size: number): Float64Array;
  randn(size?: number): number | Float64Array {
    return this.#draw(size, () => this.#normal());
  }

  /**
   * Normal deviates with the given mean and standard deviation, 0 and 1 by default.
   * @throws RangeError if the mean is not finite, or the standard deviation is negative or not finite.
   */
  normal(mean?: number, standardDeviation?: number): number;
  normal(mean: number, standardDeviation: number, size: number): Float64Array;
  normal(mean = 0, standardDeviation = 1, size?: number): number | Float64Array {
    checkNormal(mean, standardDeviation);
    return this.#draw(size, () => mean + standardDeviation * this.#normal());
  }

  /**
   * Normal deviates redrawn until they lie within two standard deviations of the mean: TensorFlow's rule.
   * @throws RangeError as {@link normal} does.
   */
  truncatedNormal(mean?: number, standardDeviation?: number): number;
  truncatedNormal(mean: number, standardDeviation: number, size: number): Float64Array;
  truncatedNormal(mean = 0, standardDeviation = 1, size?: number): number | Float64Array {
    checkNormal(mean, standardDeviation);
    return this.#draw(size, () => {
      let z = this.#normal();
      while (Math.abs(z) >= 2) z = this.#normal();
      return mean + standardDeviation * z;
    });
  }

  /**
   * Integers in low … high − 1; with one bound, in 0 … low − 1.
   * @throws RangeError if the bounds are not safe integers, are too far apart, or have none between them.
   */
  randint(low: number, high?: number): number;
  randint(low: number, high: number | undefined, size: number): Float64Array;
  randint(low: number, high?: number, size?: number): number | Float64Array {
    const [from, to] = high === undefined ? [0, low] : [low, high];
    const max = to - 1 - from;
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || !Number.isSafeInteger(max) || max < 0) {
      throw new RangeError(
        `Cannot draw integers from ${from} to below ${to}: it takes integers, the first the smaller, no further apart than 2^53.`,
      );
    }
    return this.#draw(size, () => from + this.#bounded(max));
  }

  /** Puts the items in random order, in place (Fisher and Yates, from the end). */
  shuffle<T>(items: { readonly length: number; [index: number]: T }): void {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.#bounded(i);
      const held = items[i]!;
      items[i] = items[j]!;
      items[j] = held;
    }
  }

  /** The integers 0 … n − 1 in random order, or a shuffled copy of the items. */
  permutation(n: number): Int32Array;
  permutation<T>(items: readonly T[]): T[];
  permutation<T>(of: number | readonly T[]): Int32Array | T[] {
    if (typeof of !== 'number') {
      const copy = [...of];
      this.shuffle(copy);
      return copy;
    }
    const indices = new Int32Array(countOf(of, 'permute'));
    for (let i = 0; i < indices.length; i++) indices[i] = i;
    this.shuffle(indices);
    return indices;
  }

  /**
   * Draws from the items, or from 0 … n − 1: one without `size`, else an array of `size`.
   * `replace` (true) allows an item twice; `p` gives each item's probability.
   * @throws RangeError if there is nothing to choose from, or too little, or `p` is no distribution over the items.
   */
  choice(n: number, size?: undefined, options?: ChoiceOptions): number;
  choice(n: number, size: number, options?: ChoiceOptions): number[];
  choice<T>(items: readonly T[], size?: undefined, options?: ChoiceOptions): T;
  choice<T>(items: readonly T[], size: number, options?: ChoiceOptions): T[];
  choice(items: readonly unknown[] | number, size?: number, options: ChoiceOptions = {}): unknown {
    const population = typeof items === 'number' ? items : items.length;
    const indices = chooseIndices(this, population, size ?? 1, options);
    const chosen = typeof items === 'number' ? indices : indices.map((i) => items[i]);
    return size === undefined ? chosen[0] : chosen;
  }

  #double(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  #normal(): number {
    if (this.#gauss !== null) {
      const held = this.#gauss;
      this.#gauss = null;
      return held;
    }
    let x1: number;
    let x2: number;
    let r2: number;
    do {
      x1 = 2 * this.#double() - 1;
      x2 = 2 * this.#double() - 1;
      r2 = x1 * x1 + x2 * x2;
    } while (r2 >= 1 || r2 === 0);
    const factor = Math.sqrt((-2 * Math.log(r2)) / r2);
    this.#gauss = factor * x1;
    return factor * x2;
  }

  #bounded(max: number): number {
    return boundedInteger(() => this.nextUint32(), max);
  }

  #draw(size: number | undefined, next: () => number): number | Float64Array {
    if (size === undefined) return next();
    const values = new Float64Array(countOf(size, 'draw'));
    for (let i = 0; i < values.length; i++) values[i] = next();
    return values;
  }
}

function checkNormal(mean: number, standardDeviation: number): void {
  if (!(Number.isFinite(mean) && Number.isFinite(standardDeviation) && standardDeviation >= 0)) {
    throw new RangeError(
      `Cannot draw normal deviates with mean ${mean} and standard deviation ${standardDeviation}: both are finite, the second 0 or more.`,
    );
  }
}

function countOf(size: number, verb: string): number {
  if (!Number.isInteger(size) || size < 0) {
    throw new RangeError(`Cannot ${verb} ${size} numbers: it takes a whole number, 0 or more.`);
  }
  return size;
}
