import { describe, expect, it } from 'vitest';
import { gradientDescent } from '../optimizers/gradient-descent.ts';
import { LearningRateScheduler } from './learning-rate-scheduler.ts';
import { iris, makeTrainer } from './testing.ts';

// Keras's documented example: kept for ten epochs, then times exp(−0.1).
const schedule = (epoch: number, lr: number) => (epoch < 10 ? lr : lr * Math.exp(-0.1));

describe('LearningRateScheduler', () => {
  it('gives the rate of the example in its documentation in Keras', async () => {
    const trainer = makeTrainer({ optimizer: gradientDescent({ learningRate: 0.01 }) });
    const { logs } = await trainer.fit(iris, { epochs: 15, callbacks: [new LearningRateScheduler(schedule)] }).done();
    expect(trainer.learningRate.toFixed(5)).toBe('0.00607');
    expect(logs.learningRate!.slice(0, 10)).toEqual(Array(10).fill(0.01));
    expect(logs.learningRate!.at(-1)).toBe(trainer.learningRate);
  });

  it('trains at that rate: nothing at 0', async () => {
    const trainer = makeTrainer();
    const before = trainer.parameters();
    await trainer.fit(iris, { epochs: 2, callbacks: [new LearningRateScheduler(() => 0)] }).done();
    expect(trainer.parameters()).toEqual(before);
  });

  it.each([3, 4, 5, 7, 8])(
    'does not change the rate of an epoch twice, stopped at step %i of 4 an epoch',
    async (step) => {
      const make = () => makeTrainer({ callbacks: [new LearningRateScheduler((_, lr) => lr * 0.9)] });
      const options = { epochs: 4, batchSize: 32 };
      const whole = make();
      await whole.fit(iris, options).done();
      const half = make();
      await half.fit(iris, { ...options, stopAtStep: step }).done();
      const later = make();
      later.setState(half.state());
      for (const trainer of [half, later]) {
        await trainer.fit(iris, options).done();
        expect(trainer.state()).toEqual(whole.state());
      }
    },
  );

  it('refuses a rate that is none, before the epoch', async () => {
    const trainer = makeTrainer({ callbacks: [new LearningRateScheduler(() => Number.NaN)] });
    await expect(trainer.fit(iris).done()).rejects.toThrow('its learning rate must be finite, 0 or more; it is NaN');
    expect(trainer.globalStep).toBe(0);
  });
});
