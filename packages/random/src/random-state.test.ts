import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { RandomState } from './index.ts';

interface Call {
  readonly method: string;
  readonly args: readonly unknown[];
  readonly result: unknown;
}
interface Goldens {
  readonly alone: readonly { seed: number; calls: readonly Call[] }[];
  readonly mixed: readonly { seed: number; calls: readonly Call[]; state: Record<string, number | null> }[];
  readonly long: readonly { seed: number; head: number[]; tail: number[] }[];
  readonly 'handed over': { key: number[]; position: number; gauss: number; calls: readonly Call[] };
}

/** Made by goldens/make-goldens.py. */
const goldens: Goldens = JSON.parse(readFileSync(new URL('goldens/numpy.json', import.meta.url), 'utf8'));

/** One of NumPy's calls, with NumPy's arguments, on our stream. */
function perform(random: RandomState, method: string, args: readonly unknown[]): unknown {
  const [a, b, size] = (args as (number | null)[]).map((value) => value ?? undefined);
  const sized = (size ?? 1) as number;
  switch (method) {
    case 'random':
      return a === undefined ? random.random() : random.random(a);
    case 'rand':
      return a === undefined ? random.rand() : random.rand(a);
    case 'randn':
      return a === undefined ? random.randn() : random.randn(a);
    case 'uniform':
      return random.uniform(a!, b!, sized);
    case 'normal':
      return size === undefined ? random.normal(a, b) : random.normal(a!, b!, size);
    case 'randint':
      return size === undefined ? random.randint(a!, b) : random.randint(a!, b, size);
    case 'permutation':
      return random.permutation(a!);
    case 'shuffle': {
      const items = [...(args[0] as number[])];
      random.shuffle(items);
      return items;
    }
    case 'choice': {
      const [items, count, replace, p] = args as [number | string[], number | null, boolean, number[] | null];
      const options = { replace, p: p ?? undefined };
      if (typeof items !== 'number') return random.choice(items, count!, options);
      return count === null ? random.choice(items, undefined, options) : random.choice(items, count, options);
    }
    default:
      throw new Error(`No such method in the goldens: ${method}`);
  }
}

/** How many calls gave what NumPy's did, by their name. */
const counted: Record<string, { cases: number; equal: number }> = {};
afterAll(() => console.table(counted));

function expectSame(call: Call, random: RandomState): void {
  counted[call.method] ??= { cases: 0, equal: 0 };
  counted[call.method]!.cases++;
  expectEqual(call, perform(random, call.method, call.args));
  counted[call.method]!.equal++;
}

/** Normal deviates pass through Math.log, which may differ from NumPy's in the last bits; the rest is exact. */
function expectEqual({ method, result }: Call, got: unknown): void {
  const plain = typeof got === 'object' ? Array.from(got as ArrayLike<unknown>) : got;
  if (method !== 'randn' && method !== 'normal') {
    expect(plain).toEqual(result);
    return;
  }
  const [ours, theirs] = [[plain].flat() as number[], [result].flat() as number[]];
  expect(ours.map(Math.fround)).toEqual(theirs.map(Math.fround));
  theirs.forEach((value, i) => {
    expect(Math.abs(ours[i]! - value)).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(value)));
  });
}

describe('RandomState, beside NumPy', () => {
  describe.each(goldens.alone)('seed $seed', ({ seed, calls }) => {
    it.each(calls.map((call) => [`${call.method}(${call.args.join(', ')})`, call] as const))('%s', (_, call) =>
      expectSame(call, new RandomState(seed)),
    );
  });

  it.each(goldens.mixed)('gives the same in a mixed sequence from seed $seed', ({ seed, calls, state }) => {
    const random = new RandomState(seed);
    for (const call of calls) expectSame(call, random);
    const { key, position, gauss } = random.getState();
    const sum = key.reduce((a, b) => a + b, 0);
    expect({ position, first: key[0], last: key[623], sum }).toEqual({
      position: state.position,
      first: state.first,
      last: state.last,
      sum: state.sum,
    });
    expect(gauss === null).toBe(state.gauss === null);
  });

  it.each(goldens.long)('permutes 55000 from seed $seed', ({ seed, head, tail }) => {
    const indices = new RandomState(seed).permutation(55000);
    expect(Array.from(indices.subarray(0, 5))).toEqual(head);
    expect(Array.from(indices.subarray(-5))).toEqual(tail);
  });

  it('goes on from a state that NumPy wrote down', () => {
    const { key, position, gauss, calls } = goldens['handed over'];
    const random = RandomState.from({ key: Uint32Array.from(key), position, gauss });
    for (const call of calls) expectSame(call, random);
  });
});

describe('RandomState', () => {
  const seeds = fc.integer({ min: 0, max: 0xffffffff });
  const numbers = (random: RandomState) => [random.randn(), random.random(), ...random.permutation(20), random.randn()];

  it('goes on the same from a state, however many draws were made', () => {
    fc.assert(
      fc.property(seeds, fc.nat(1500), fc.nat(3), (seed, words, normals) => {
        const random = new RandomState(seed);
        for (let i = 0; i < words; i++) random.nextUint32();
        random.randn(normals);
        const state = random.getState();
        const expected = numbers(random);
        expect(numbers(RandomState.from(state))).toEqual(expected);
        expect(numbers(RandomState.from(state))).toEqual(expected); // using a state does not change it
      }),
    );
  });

  it('keeps truncated normals strictly within two standard deviations', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.double({ min: -1e3, max: 1e3, noNaN: true }),
        fc.double({ min: 0.1, max: 1e3, noNaN: true }),
        (s, m, d) => {
          for (const z of new RandomState(s).truncatedNormal(m, d, 100)) expect(Math.abs(z - m)).toBeLessThan(2 * d);
        },
      ),
    );
  });

  it('gives truncated normals the variance of the distribution they are said to have', () => {
    const draws = new RandomState(3).truncatedNormal(0, 1, 100_000);
    const variance = draws.reduce((sum, z) => sum + z * z, 0) / draws.length;
    expect(variance).toBeCloseTo(0.7737, 2); // 1 − 4φ(2) / (2Φ(2) − 1)
  });

  it('draws truncated normals from the stream of normals, leaving out those beyond', () => {
    const kept = Array.from(new RandomState(5).randn(1000)).filter((z) => Math.abs(z) < 2);
    expect(Array.from(new RandomState(5).truncatedNormal(0, 1, kept.length))).toEqual(kept);
  });

  it('permutes: every item once', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer()), (seed, items) => {
        const sorted = (list: number[]) => [...list].sort((a, b) => a - b);
        expect(sorted(new RandomState(seed).permutation(items))).toEqual(sorted(items));
      }),
    );
  });

  it('leaves the items it permutes as they were', () => {
    const items = ['a', 'b', 'c', 'd'];
    new RandomState(1).permutation(items);
    expect(items).toEqual(['a', 'b', 'c', 'd']);
  });

  it('makes a seed of its own, which can be read and used again', () => {
    const [first, second] = [new RandomState(), new RandomState()];
    expect(first.seed).not.toBe(second.seed);
    expect(numbers(new RandomState(first.seed))).toEqual(numbers(first));
  });

  it.each([-1, 1.5, 2 ** 32, Number.NaN, Number.POSITIVE_INFINITY])('refuses the seed %d', (seed) => {
    expect(() => new RandomState(seed)).toThrow(`an integer from 0 to 4294967295, this is ${seed}`);
  });

  it.each([
    ['no integer between', 5, 5],
    ['bounds the wrong way round', 3, 1],
    ['a fraction', 0, 1.5],
    ['bounds that are not exact', 0, 2 ** 60],
    ['bounds too far apart', -(2 ** 53) + 1, 2 ** 53 - 1],
  ])('randint refuses %s', (_, low, high) => {
    expect(() => new RandomState(0).randint(low, high)).toThrow(RangeError);
  });

  it.each([-1, 2.5, Number.NaN])('refuses to draw %d numbers', (size) => {
    expect(() => new RandomState(0).random(size)).toThrow(`Cannot draw ${size} numbers`);
    expect(() => new RandomState(0).permutation(size)).toThrow(`Cannot permute ${size} numbers`);
  });

  it.each([
    ['uniform', Number.NaN, 1],
    ['uniform', 0, Number.POSITIVE_INFINITY],
    ['uniform', -1.7e308, 1.7e308],
    ['normal', 0, -1],
    ['normal', 0, Number.NaN],
    ['normal', Number.NEGATIVE_INFINITY, 1],
    ['truncatedNormal', 0, -1],
    ['truncatedNormal', 0, Number.POSITIVE_INFINITY],
  ] as const)('%s refuses %d and %d, and draws nothing', (method, a, b) => {
    const random = new RandomState(0);
    expect(() => random[method](a, b)).toThrow(RangeError);
    expect(random.getState()).toEqual(new RandomState(0).getState());
  });

  it.each([
    ['nothing to choose from', 0, 1, {}, 'there must be at least one'],
    ['more than there are', 3, 4, { replace: false }, 'there cannot be more than there are'],
    ['too few probabilities', 3, 1, { p: [0.5, 0.5] }, 'p must have 3 probabilities, it has 2'],
    ['a negative probability', 2, 1, { p: [1.5, -0.5] }, 'no probability may be negative'],
    ['a sum that is not 1', 2, 1, { p: [0.5, 0.6] }, 'they add up to 1.1'],
    ['too few that are possible', 3, 2, { replace: false, p: [1, 0, 0] }, 'only 1 have a probability above 0'],
  ])('choice refuses %s', (_, population, size, options, message) => {
    const random = new RandomState(0);
    expect(() => random.choice(population, size, options)).toThrow(message);
    expect(random.getState()).toEqual(new RandomState(0).getState()); // nothing was drawn
  });

  it('choice takes probabilities in float32, whose sum is not quite 1, as NumPy does', () => {
    // np.random.RandomState(0).choice(3, 5, p=np.full(3, 1 / 3, np.float32))
    expect(new RandomState(0).choice(3, 5, { p: new Float32Array(3).fill(1 / 3) })).toEqual([1, 2, 1, 1, 1]);
    expect(() => new RandomState(0).choice(2, 1, { p: Float32Array.of(0.5, 0.501) })).toThrow('they add up to 1.0');
  });

  it.each([
    ['without replacement', 3, { replace: false }, 1369975286, 0.4384092314408935],
    ['without replacement', 10, { replace: false }, 309457262, 0.4193722104164882],
    ['with replacement', 10, {}, 327741615, 0.22733907982646517],
    ['with probabilities', 3, { p: [0.25, 0.25, 0.5] }, 327741615, 0.22733907982646517],
    ['of each once, with them', 3, { replace: false, p: [0.25, 0.25, 0.5] }, 327741615, 0.22733907982646517],
  ])('choice of none draws what NumPy draws: %s, of %d', (_, population, options, integer, uniform) => {
    // np.random.RandomState(7).choice(population, 0, …), then randint(0, 2**31 - 1) and random_sample()
    const random = new RandomState(7);
    expect(random.choice(population, 0, options)).toEqual([]);
    expect([random.randint(0, 2 ** 31 - 1), random.random()]).toEqual([integer, uniform]);
  });

  it('choice does not change the probabilities it is given', () => {
    const p = [0.2, 0.3, 0.5];
    new RandomState(1).choice(3, 3, { replace: false, p });
    expect(p).toEqual([0.2, 0.3, 0.5]);
  });

  it.each([
    ['too few words', { key: new Uint32Array(623), position: 0, gauss: null }],
    ['a position beyond the end', { key: new Uint32Array(624), position: 625, gauss: null }],
    ['a deviate that is not finite', { key: new Uint32Array(624), position: 0, gauss: Number.NaN }],
  ])('setState refuses %s and keeps its own', (_, value) => {
    const random = new RandomState(9);
    expect(() => random.setState(value)).toThrow('Cannot set the random state');
    expect(random.random()).toBe(new RandomState(9).random());
  });
});
