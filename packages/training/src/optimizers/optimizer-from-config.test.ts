import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosineDecay } from '../schedules/decay.ts';
import { adam } from './adam.ts';
import { optimizerFromConfig } from './optimizer-from-config.ts';
import { optimizerNamed, optimizerNames } from './optimizer-named.ts';

const schedule = cosineDecay({ learningRate: 0.1, decaySteps: 20 });

describe('optimizerFromConfig', () => {
  it.each(optimizerNames)('gives %s, through JSON, with its options and rate', (name) => {
    for (const learningRate of [0.25, schedule]) {
      const { config } = optimizerNamed(name, { learningRate });
      const changed = Object.entries(config!).map(([option, value]) => [
        option,
        typeof value === 'number' ? value * 0.75 : value,
      ]);
      const again = optimizerFromConfig(JSON.parse(JSON.stringify(Object.fromEntries(changed))));
      expect(again.name).toBe(name);
      expect(again.config).toEqual(Object.fromEntries(changed));
    }
  });

  it('reads an rmsprop of before its mean squares could start elsewhere than at 0', () => {
    const { initialMeanSquare: _, ...config } = { ...optimizerNamed('rmsprop').config! };
    expect(optimizerFromConfig(config).config).toEqual({ ...config, initialMeanSquare: 0 });
  });

  it('gives a schedule its rates', () => {
    const { learningRate } = optimizerFromConfig(adam({ learningRate: schedule }).config);
    expect(typeof learningRate === 'function' && learningRate(7)).toBe(schedule(7));
  });

  const { config } = adam();
  it.each<[unknown, RegExp]>([
    [undefined, /Cannot read optimizer: it takes an object with a "type", found undefined/],
    [[], /it takes an object with a "type"/],
    [{ ...config, type: 'adamm' }, /Unknown optimizer "adamm". Did you mean "adam"\?/],
    [{ ...config, type: 'constructor' }, /Unknown optimizer "constructor"/],
    [{ ...config, beta1: '0.9' }, /optimizer "adam": its "beta1" must be a number, found "0.9"/],
    [{ ...config, beta1: 2 }, /adam: beta1 must be from 0 to below 1; it is 2/],
    [{ ...config, rho: 2 }, /it takes learningRate, beta1, beta2, epsilon; found "rho"/],
    [{ ...config, learningRate: -1 }, /adam: learningRate must be a finite number, 0 or more; it is -1/],
    [{ ...config, learningRate: 'fast' }, /Cannot read schedule: .* found "fast"/],
    [adam({ learningRate: () => 0.1 }).config, /learning rate: there is none. It was a function of its own/],
  ])('refuses %o', (refused, message) => {
    expect(() => optimizerFromConfig(refused)).toThrow(message);
  });

  it('gives for any JSON an optimizer of that config, or a RangeError', () => {
    const option = fc.oneof(fc.double({ min: -1, max: 2 }), fc.jsonValue());
    const hostile = fc.oneof(
      fc.jsonValue(),
      fc.record({
        type: fc.constantFrom(...optimizerNames, '__proto__'),
        learningRate: option,
        ...{ beta1: option, beta2: option, epsilon: option },
      }),
      fc.record({ type: fc.constantFrom('momentum', 'nesterov'), learningRate: option, momentum: option }),
    );
    fc.assert(
      fc.property(hostile, (drawn) => {
        try {
          expect(optimizerFromConfig(drawn).config).toEqual(drawn);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
