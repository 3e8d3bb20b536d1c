import { describe, expect, it } from 'vitest';
import {
  constantRate,
  cosineDecay,
  exponentialDecay,
  inverseTimeDecay,
  piecewiseConstant,
  polynomialDecay,
  stepDecay,
} from './decay.ts';
import { rateAt, type Schedule } from './schedule.ts';
import { warmUp } from './warm-up.ts';

/** Each schedule's rate at some steps, worked out by hand from TensorFlow's and Keras's definitions. */
const cases: [string, Schedule, [step: number, rate: number][]][] = [
  [
    'constantRate',
    constantRate(0.1),
    [
      [0, 0.1],
      [1e6, 0.1],
    ],
  ],
  [
    'stepDecay',
    stepDecay({ learningRate: 0.8, factor: 0.5, every: 10 }),
    [
      [0, 0.8],
      [9, 0.8],
      [10, 0.4],
      [25, 0.2],
    ],
  ],
  [
    'piecewiseConstant',
    piecewiseConstant({ boundaries: [10, 20], values: [1, 0.5, 0.1] }),
    [
      [0, 1],
      [10, 1],
      [11, 0.5],
      [20, 0.5],
      [21, 0.1],
    ],
  ],
  [
    'exponentialDecay',
    exponentialDecay({ learningRate: 0.1, decaySteps: 100, decayRate: 0.25 }),
    [
      [0, 0.1],
      [50, 0.05],
      [100, 0.025],
    ],
  ],
  [
    'exponentialDecay in stairs',
    exponentialDecay({ learningRate: 0.1, decaySteps: 100, decayRate: 0.25, staircase: true }),
    [
      [99, 0.1],
      [100, 0.025],
      [199, 0.025],
    ],
  ],
  [
    'inverseTimeDecay',
    inverseTimeDecay({ learningRate: 0.1, decaySteps: 10, decayRate: 0.5 }),
    [
      [0, 0.1],
      [20, 0.05],
      [60, 0.025],
    ],
  ],
  [
    'polynomialDecay',
    polynomialDecay({ learningRate: 0.1, decaySteps: 100, endLearningRate: 0.02, power: 2 }),
    [
      [0, 0.1],
      [50, 0.04],
      [100, 0.02],
      [500, 0.02],
    ],
  ],
  [
    'cosineDecay',
    cosineDecay({ learningRate: 0.2, decaySteps: 100, alpha: 0.1 }),
    [
      [0, 0.2],
      [50, 0.11],
      [100, 0.02],
      [500, 0.02],
    ],
  ],
  [
    'warmUp to a rate',
    warmUp({ steps: 10, to: 0.5 }),
    [
      [0, 0],
      [5, 0.25],
      [10, 0.5],
      [99, 0.5],
    ],
  ],
  [
    'warmUp to a schedule',
    warmUp({ steps: 10, from: 0.1, to: stepDecay({ learningRate: 0.5, every: 10 }) }),
    [
      [0, 0.1],
      [5, 0.3],
      [10, 0.5],
      [19, 0.5],
      [20, 0.25],
    ],
  ],
];

describe.each(cases)('%s', (_, schedule, rates) => {
  it.each(rates)('at step %i is %d', (step, rate) => {
    expect(schedule(step)).toBeCloseTo(rate, 12);
  });

  it('says what it is made of, in JSON', () => {
    expect(JSON.parse(JSON.stringify(schedule.config))).toHaveProperty('type');
  });
});

it('a rate may be a number or a schedule', () => {
  expect(rateAt(0.3, 7)).toBe(0.3);
  expect(rateAt((step) => step / 10, 7)).toBe(0.7);
});

it.each([Number.NaN, Number.POSITIVE_INFINITY, -0.1])('a rate of %d is refused, with the step', (rate) => {
  expect(() => rateAt(() => rate, 7)).toThrow(`learning rate of step 7 must be finite, 0 or more; it is ${rate}`);
});

it.each([
  [
    'no decay steps',
    () => exponentialDecay({ learningRate: 1, decaySteps: 0, decayRate: 0.5 }),
    /decaySteps must be above 0/,
  ],
  ['too few values', () => piecewiseConstant({ boundaries: [1], values: [1] }), /1 boundaries take 2 values, found 1/],
  [
    'boundaries out of order',
    () => piecewiseConstant({ boundaries: [5, 2], values: [1, 2, 3] }),
    /boundaries must ascend, they are 5, 2/,
  ],
  ['a half step', () => warmUp({ steps: 0.5, to: 1 }), /0.5 steps: it takes a whole number/],
])('a schedule cannot be made with %s', (_, make, message) => {
  expect(make).toThrow(message);
});
