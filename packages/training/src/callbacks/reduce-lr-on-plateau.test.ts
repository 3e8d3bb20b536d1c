import { describe, expect, it } from 'vitest';
import { adam } from '../optimizers/adam.ts';
import { exponentialDecay } from '../schedules/decay.ts';
import { decodeState, encodeState } from '../state/state-file.ts';
import { ReduceLROnPlateau, type ReduceLROnPlateauOptions } from './reduce-lr-on-plateau.ts';
import { iris, irisValidation, makeTrainer, runThrough } from './testing.ts';

/** The learning rate after each epoch, from 0.1. */
async function rates(options: ReduceLROnPlateauOptions, losses: readonly number[]): Promise<number[]> {
  const trainer = makeTrainer();
  const reduce = new ReduceLROnPlateau({ patience: 1, ...options });
  const found: number[] = [];
  const watched = {
    onTrainBegin: () => reduce.onTrainBegin(),
    onEpochEnd: (event: Parameters<ReduceLROnPlateau['onEpochEnd']>[0]) => {
      reduce.onEpochEnd(event);
      found.push(Number(trainer.learningRate.toPrecision(12)));
    },
  };
  await runThrough(
    watched,
    losses.map((loss) => ({ loss, valLoss: loss, valAccuracy: loss })),
    trainer,
  );
  return found;
}

// The first four are Keras's own reduce_lr_on_plateau_test.py, whose minDelta no loss of its runs can reach.
describe('ReduceLROnPlateau reduces as Keras does', () => {
  const flat = [1, 1, 1, 1];
  it.each<[string, ReduceLROnPlateauOptions, number[], number[]]>([
    ['at every epoch without improvement', { minDelta: 100 }, flat.slice(2), [0.1, 0.01]],
    ['not below minLr', { minDelta: 10, minLr: 0.005 }, flat, [0.1, 0.01, 0.005, 0.005]],
    ['with a cooldown of 2, every other epoch', { minDelta: 100, cooldown: 2 }, flat, [0.1, 0.01, 0.01, 0.001]],
    ['by a factor', { factor: 0.5 }, flat, [0.1, 0.05, 0.025, 0.0125]],
    ['after patience', { patience: 2 }, [1, 1, 1, 1, 1], [0.1, 0.1, 0.01, 0.01, 0.001]],
    ['counting anew from an improvement', { patience: 2 }, [1, 1, 0.5, 0.5, 0.5], [0.1, 0.1, 0.1, 0.1, 0.01]],
    ['for an improvement below minDelta', { minDelta: 0.1 }, [1, 0.95, 0.8], [0.1, 0.01, 0.01]],
    ['with a default minDelta of 0.0001', {}, [1, 0.99995, 0.9998], [0.1, 0.01, 0.01]],
    ['where more is better', { monitor: 'valAccuracy' }, [0.5, 0.6, 0.6], [0.1, 0.1, 0.01]],
    ['remembering the best in a cooldown', { cooldown: 3 }, [1, 1, 0.5, 0.7, 0.7], [0.1, 0.01, 0.01, 0.01, 0.001]],
  ])('%s', async (_, options, losses, expected) => {
    expect(await rates(options, losses)).toEqual(expected);
  });
});

describe('the learning rate that it set', () => {
  const callbacks = () => [new ReduceLROnPlateau({ patience: 2, factor: 0.5, minDelta: 0.05, cooldown: 1 })];
  const decay = exponentialDecay({ learningRate: 0.05, decaySteps: 50, decayRate: 0.9 });
  const make = () => makeTrainer({ optimizer: adam({ learningRate: decay }), callbacks: callbacks() });
  const options = { epochs: 25, batchSize: 32, validation: irisValidation }; // four steps an epoch

  it('takes the place of a schedule, and is in the logs as it was in each epoch', async () => {
    const trainer = make();
    const { logs } = await trainer.fit(iris, options).done();
    const rates = logs.learningRate!;
    expect(new Set(rates).size).toBeGreaterThan(3);
    const first = rates.findIndex((rate, i) => i > 0 && rate === rates[i - 1]); // two epochs have it: it is set now
    expect(rates.slice(0, first - 1)).toEqual(rates.slice(0, first - 1).map((_, i) => decay(4 * (i + 1))));
    expect(trainer.learningRate).toBeLessThanOrEqual(rates.at(-1)!);
  });

  it.each([39, 40, 41, 42, 57, 80])('is there in a run that goes on from step %i, to the same bits', async (step) => {
    const whole = make();
    await whole.fit(iris, options).done();
    const half = make();
    await half.fit(iris, { ...options, stopAtStep: step }).done();
    const later = make();
    later.setState(decodeState(encodeState(half.state())).state);
    expect(later.learningRate).toBe(half.learningRate);
    await later.fit(iris, options).done();
    expect(later.state()).toEqual(whole.state());
  });
});

it.each<[string, ReduceLROnPlateauOptions, RegExp]>([
  ['a factor of 1', { factor: 1 }, /factor must be from 0 to below 1, it is 1/],
  ['a negative minLr', { minLr: -1 }, /minLr must be finite, 0 or more; it is -1/],
  ['a cooldown of NaN', { cooldown: Number.NaN }, /cooldown must be a whole number, 0 or more; it is NaN/],
])('cannot be made with %s', (_, options, message) => {
  expect(() => new ReduceLROnPlateau(options)).toThrow(message);
});
