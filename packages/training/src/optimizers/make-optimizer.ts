import type { LearningRate } from '../schedules/schedule.ts';
import type { Optimizer } from './optimizer.ts';

type Range = readonly [holds: (value: number) => boolean, takes: string];

const share: Range = [(value) => value >= 0 && value < 1, 'from 0 to below 1'];
const divisor: Range = [
  (value) => Math.fround(value) > 0 && value < Infinity,
  'a finite number above 0, in float32 too',
];
const amount: Range = [(value) => value >= 0 && value < Infinity, 'a finite number, 0 or more'];

/** The options that are no mere amounts. */
const ranges: ReadonlyMap<string, Range> = new Map([
  // Shares whose complement is divided by.
  ['beta1', share],
  ['beta2', share],
  // What keeps the divisor of a gradient that is 0 from being 0.
  ['epsilon', divisor],
  ['initialAccumulator', divisor],
  ['learningRatePower', [(value) => value <= 0 && value > -Infinity, 'a finite number, 0 or less']],
]);

/** An optimizer of this library: its rule, with its options checked and kept as `config`. */
export function makeOptimizer(
  name: string,
  learningRate: LearningRate,
  options: Readonly<Record<string, number>>,
  rule: Pick<Optimizer, 'init' | 'update'>,
): Optimizer {
  const rates = typeof learningRate === 'number' ? { learningRate } : {};
  for (const [option, value] of Object.entries({ ...rates, ...options })) {
    const [holds, takes] = ranges.get(option) ?? amount;
    if (!holds(value)) throw new RangeError(`Cannot make ${name}: ${option} must be ${takes}; it is ${value}.`);
  }
  const rate = typeof learningRate === 'number' ? learningRate : learningRate.config;
  const config = { type: name, learningRate: rate, ...options };
  // Not copied by spread: `{ ...adam(), update }` is not what the config says, and must not be compiled by it.
  return Object.defineProperty<Optimizer>({ name, learningRate, ...rule }, 'config', { value: config });
}
