import { describe, expect, it } from 'vitest';
import { NonFiniteLossError } from '../non-finite-loss-error.ts';
import { gradientDescent } from '../optimizers/gradient-descent.ts';
import { TerminateOnNaN } from './terminate-on-nan.ts';
import { iris, makeTrainer } from './testing.ts';

/** Its loss overflows at the third step: the second has a learning rate beyond all bounds. */
const make = () => makeTrainer({ optimizer: gradientDescent({ learningRate: (step) => (step === 1 ? 3e38 : 0.1) }) });
const options = { epochs: 3, batchSize: 16 };

describe('TerminateOnNaN', () => {
  it('ends training where fit would throw, with the parameters from before that step', async () => {
    const throwing = make();
    const error: unknown = await throwing
      .fit(iris, options)
      .done()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NonFiniteLossError);

    const terminate = new TerminateOnNaN();
    const trainer = make();
    const ends: boolean[] = [];
    const watching = { onTrainEnd: ({ isOver }: { isOver: boolean }) => void ends.push(isOver) };
    const { epochs } = await trainer.fit(iris, { ...options, callbacks: [terminate, watching] }).done();
    expect(epochs).toEqual([]);
    expect(ends).toEqual([true]);
    expect(terminate.error).toEqual(error);
    expect(trainer.globalStep).toBe(terminate.error!.step - 1);
    expect(trainer.state()).toEqual({ ...throwing.state(), callbacks: undefined });
  });

  it('lets all other errors through, and says nothing of a run that went well', async () => {
    const terminate = new TerminateOnNaN();
    const trainer = makeTrainer({ callbacks: [terminate] });
    await trainer.fit(iris).done();
    expect(terminate.error).toBeUndefined();
    const failing = { onBatchEnd: () => Promise.reject(new Error('disk full')) };
    await expect(trainer.fit(iris, { epochs: 9, callbacks: [failing] }).done()).rejects.toThrow('disk full');
  });
});
