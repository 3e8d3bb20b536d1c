import { describe, expect, it } from 'vitest';
import type { Callback } from './callback.ts';
import { LambdaCallback } from './lambda-callback.ts';
import { type StatefulCallback, setStates, statesOf } from './stateful-callback.ts';
import { iris, makeTrainer } from './testing.ts';

describe('callbacks', () => {
  it('have their turns in the order of training, by LambdaCallback too', async () => {
    const turns: string[] = [];
    const calls = new LambdaCallback({
      onTrainBegin: ({ epochs }) => void turns.push(`train ${epochs}`),
      onEpochBegin: ({ epoch }) => void turns.push(`epoch ${epoch}`),
      onBatchBegin: ({ batch, batches }) => void turns.push(`batch ${batch}/${batches}`),
      onBatchEnd: ({ batch, batches }) => void turns.push(`batch ${batch}/${batches} done`),
      onEpochEnd: ({ epoch, batches }) => void turns.push(`epoch ${epoch} done, ${batches}`),
      onTrainEnd: ({ isOver }) => void turns.push(`train done: ${isOver}`),
    });
    await makeTrainer()
      .fit(iris, { batchSize: 64, callbacks: [calls] })
      .done();
    expect(turns).toEqual([
      'train 1',
      'epoch 0',
      'batch 0/2',
      'batch 1/2 done',
      'batch 1/2',
      'batch 2/2 done',
      'epoch 0 done, 2',
      'train done: true',
    ]);
  });

  it('that run last do so, wherever they are given', async () => {
    const turns: string[] = [];
    const one = (name: string, runsLast?: boolean): Callback => ({
      ...(runsLast && { runsLast }),
      onEpochEnd: () => void turns.push(name),
    });
    const callbacks = [one('saves', true), one('first'), one('second')];
    await makeTrainer().fit(iris, { callbacks }).done();
    expect(turns).toEqual(['first', 'second', 'saves']);
  });

  it.each<[string, (trainer: ReturnType<typeof makeTrainer>) => Promise<unknown>]>([
    ['stopAtStep', (trainer) => trainer.fit(iris, { epochs: 9, stopAtStep: 5 }).done()],
    [
      'an abort',
      (trainer) =>
        trainer
          .fit(iris, { epochs: 9, signal: AbortSignal.abort() })
          .done()
          .catch(() => {}),
    ],
  ])('are told that %s is an interruption', async (_, train) => {
    const ends: boolean[] = [];
    await train(makeTrainer({ callbacks: [{ onTrainEnd: ({ isOver }) => void ends.push(isOver) }] }));
    expect(ends).toEqual([false]);
  });

  it('of one name remember each its own', () => {
    const make = (count: number): StatefulCallback & { count: number } => ({
      name: 'counter',
      count,
      state() {
        return { values: { count: this.count } };
      },
      setState({ values }) {
        this.count = Number(values.count);
      },
    });
    const states = statesOf([make(1), {}, make(2)]);
    expect([...states.keys()]).toEqual(['counter', 'counter#2']);
    const after = [make(0), make(0), make(0)];
    setStates(after, states, makeTrainer());
    expect(after.map(({ count }) => count)).toEqual([1, 2, 0]);
  });
});
