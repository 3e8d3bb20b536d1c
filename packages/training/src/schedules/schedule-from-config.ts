import { ConfigReader } from '../config/config-reader.ts';
import {
  constantRate,
  cosineDecay,
  exponentialDecay,
  inverseTimeDecay,
  piecewiseConstant,
  polynomialDecay,
  stepDecay,
} from './decay.ts';
import type { LearningRate, Schedule } from './schedule.ts';
import { warmUp } from './warm-up.ts';

/** Schedules in a schedule that can be meant; files that go further are not. */
const deepest = 10;

type Reading = (config: ConfigReader, depth: number) => Schedule;

const decay = (config: ConfigReader) => ({
  learningRate: config.number('learningRate'),
  decaySteps: config.number('decaySteps'),
  decayRate: config.number('decayRate'),
  staircase: config.boolean('staircase'),
});

const readings: Readonly<Record<string, Reading>> = {
  constant: (config) => constantRate(config.number('learningRate')),
  step: (config) =>
    stepDecay({
      learningRate: config.number('learningRate'),
      factor: config.number('factor'),
      every: config.number('every'),
    }),
  piecewiseConstant: (config) =>
    piecewiseConstant({ boundaries: config.numbers('boundaries'), values: config.numbers('values') }),
  exponential: (config) => exponentialDecay(decay(config)),
  inverseTime: (config) => inverseTimeDecay(decay(config)),
  polynomial: (config) =>
    polynomialDecay({
      learningRate: config.number('learningRate'),
      decaySteps: config.number('decaySteps'),
      endLearningRate: config.number('endLearningRate'),
      power: config.number('power'),
    }),
  cosine: (config) =>
    cosineDecay({
      learningRate: config.number('learningRate'),
      decaySteps: config.number('decaySteps'),
      alpha: config.number('alpha'),
    }),
  warmUp: (config, depth) =>
    warmUp({
      steps: config.number('steps'),
      from: config.number('from'),
      to: rateFromConfig(config.value('to'), depth + 1),
    }),
};

/**
 * The schedule that a `config` tells of.
 * @param config As parsed JSON; whatever it is, it is checked.
 * @throws RangeError for what is no schedule of this library, naming the nearest.
 *
 * @example
 * ```ts
 * import { scheduleFromConfig, stepDecay } from '@feedforward/training';
 *
 * const { config } = stepDecay({ learningRate: 0.8, every: 10 });
 * console.log(scheduleFromConfig(config)(25)); // 0.2
 * ```
 */
export function scheduleFromConfig(config: unknown): Schedule {
  return read(config, 0);
}

/** A learning rate as it is written down: a number, or a schedule's config. @throws RangeError for anything else. */
export function rateFromConfig(config: unknown, depth = 0): LearningRate {
  if (typeof config === 'number') return config;
  if (config !== undefined) return read(config, depth);
  throw new RangeError('Cannot read learning rate: there is none. It was a function of its own, which no file holds.');
}

function read(config: unknown, depth: number): Schedule {
  if (depth > deepest) throw new RangeError(`Cannot read schedule: it lies in more than ${deepest} others.`);
  const reader = new ConfigReader('schedule', config);
  const schedule = reader.kind(readings)(reader, depth);
  reader.end();
  return schedule;
}
