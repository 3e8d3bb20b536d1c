import fc from 'fast-check';
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
import type { Schedule } from './schedule.ts';
import { scheduleFromConfig } from './schedule-from-config.ts';
import { warmUp } from './warm-up.ts';

const decay = { learningRate: 0.1, decaySteps: 7, decayRate: 0.3 };
const schedules: [string, Schedule][] = [
  ['constant', constantRate(0.1)],
  ['step', stepDecay({ learningRate: 0.1, factor: 0.3, every: 3 })],
  ['piecewiseConstant', piecewiseConstant({ boundaries: [3, 9], values: [1, 0.5, 0.1] })],
  ['exponential', exponentialDecay({ ...decay, staircase: true })],
  ['inverseTime', inverseTimeDecay(decay)],
  ['polynomial', polynomialDecay({ learningRate: 0.1, decaySteps: 20, endLearningRate: 0.01, power: 2 })],
  ['cosine', cosineDecay({ learningRate: 0.1, decaySteps: 20, alpha: 0.2 })],
  ['warmUp', warmUp({ steps: 5, from: 0.01, to: warmUp({ steps: 3, to: 0.5 }) })],
];

describe('scheduleFromConfig', () => {
  it.each(schedules)('gives the same rates for %s, through JSON', (type, schedule) => {
    const again = scheduleFromConfig(JSON.parse(JSON.stringify(schedule.config)));
    expect(schedule.config!.type).toBe(type);
    expect(again.config).toEqual(schedule.config);
    for (let step = 0; step < 30; step++) expect(again(step)).toBe(schedule(step));
  });

  const nested = (depth: number): unknown =>
    depth === 0 ? 0.1 : { type: 'warmUp', steps: 1, from: 0, to: nested(depth - 1) };

  it.each<[unknown, RegExp]>([
    [null, /Cannot read schedule: it takes an object with a "type", found null/],
    ['cosine', /it takes an object with a "type", found "cosine"/],
    [{ type: 1 }, /it takes an object with a "type"/],
    [{ type: 'cosin' }, /Unknown schedule "cosin". Did you mean "cosine"\? Known are constant, /],
    [{ type: 'toString' }, /Unknown schedule "toString"/],
    [{ type: 'constant' }, /schedule "constant": its "learningRate" must be a number, found undefined/],
    [{ type: 'constant', learningRate: '0.1' }, /its "learningRate" must be a number, found "0.1"/],
    [{ type: 'constant', learningRate: 0.1, other: 1 }, /it takes learningRate; found "other"/],
    [{ type: 'exponential', ...decay, staircase: 1 }, /its "staircase" must be true or false, found 1/],
    [{ type: 'exponential', ...decay, decaySteps: 0, staircase: false }, /decaySteps must be above 0, it is 0/],
    [
      { type: 'piecewiseConstant', boundaries: [1, '2'], values: [] },
      /its "boundaries" must be numbers, found \[1,"2"\]/,
    ],
    [{ type: 'warmUp', steps: 1, from: 0 }, /Cannot read learning rate: there is none/],
    [nested(20), /it lies in more than 10 others/],
  ])('refuses %o', (config, message) => {
    expect(() => scheduleFromConfig(config)).toThrow(message);
  });

  it('gives for any JSON a schedule of that config, or a RangeError', () => {
    const option = fc.oneof(fc.double(), fc.boolean(), fc.array(fc.double(), { maxLength: 3 }), fc.jsonValue());
    const names = [...new Set(schedules.flatMap(([, { config }]) => Object.keys(config!)))];
    const config = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), option);
    const types = fc.constantFrom(...schedules.map(([type]) => type), '__proto__');
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.tuple(types, config)), (drawn) => {
        const hostile = Array.isArray(drawn) && typeof drawn[1] === 'object' ? { ...drawn[1], type: drawn[0] } : drawn;
        try {
          expect(scheduleFromConfig(hostile).config).toEqual(hostile);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
