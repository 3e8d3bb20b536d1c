import type { RandomState } from './random-state.ts';

/** How {@link RandomState.choice} draws. */
export interface ChoiceOptions {
  /** Whether an item may be drawn more than once. Default true. */
  readonly replace?: boolean;
  /** Each item's probability; they add up to 1. Default: all alike. */
  readonly p?: ArrayLike<number>;
}

/** Indices below `population`, drawn in NumPy's order for each of its four cases. */
export function chooseIndices(
  random: RandomState,
  population: number,
  size: number,
  { replace = true, p }: ChoiceOptions,
): number[] {
  checkChoice(population, size, replace, p);
  if (!p) {
    return Array.from(replace ? random.randint(0, population, size) : random.permutation(population).slice(0, size));
  }
  return replace ? Array.from(random.random(size), searchCumulative(p)) : distinct(random, size, Float64Array.from(p));
}

/** Rounds of draws, each with the items already found made impossible. */
function distinct(random: RandomState, size: number, p: Float64Array): number[] {
  const found = new Set<number>();
  while (found.size < size) {
    const draws = random.random(size - found.size);
    for (const index of found) p[index] = 0;
    for (const index of Array.from(draws, searchCumulative(p))) found.add(index);
  }
  return [...found];
}

/** Finds the first index whose cumulative probability exceeds a uniform draw. */
function searchCumulative(p: ArrayLike<number>): (u: number) => number {
  let sum = 0;
  const cumulative = Float64Array.from(p, (value) => (sum += value)).map((value) => value / sum);
  return (u) => {
    let [from, to] = [0, cumulative.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (cumulative[middle]! <= u) from = middle + 1;
      else to = middle;
    }
    return from;
  };
}

function checkChoice(population: number, size: number, replace: boolean, p?: ArrayLike<number>): void {
  const refuse = (why: string) => {
    throw new RangeError(`Cannot choose ${size} of ${population} items: ${why}.`);
  };
  if (!Number.isInteger(population) || population < 1) refuse('there must be at least one');
  if (!Number.isInteger(size) || size < 0) refuse('the size must be a whole number, 0 or more');
  if (!replace && size > population) refuse('without replacement there cannot be more than there are');
  if (!p) return;
  const values = Array.from(p);
  if (values.length !== population) refuse(`p must have ${population} probabilities, it has ${values.length}`);
  if (!values.every((value) => value >= 0)) refuse('no probability may be negative or NaN');
  const sum = values.reduce((a, b) => a + b, 0);
  // NumPy's tolerance: what the numbers' own precision allows.
  const epsilon = p instanceof Float32Array ? 2 ** -23 : Number.EPSILON;
  if (Math.abs(sum - 1) > Math.sqrt(epsilon)) refuse(`the probabilities must add up to 1, they add up to ${sum}`);
  const possible = values.filter((value) => value > 0).length;
  if (!replace && possible < size) refuse(`only ${possible} have a probability above 0`);
}
