import { dense, sequential } from '@feedforward/layers';
import { meanSquaredError } from '@feedforward/metrics/losses';
import { describe, expect, it } from 'vitest';
import { gradientDescent } from '../optimizers/gradient-descent.ts';
import { momentum } from '../optimizers/momentum.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { Trainer } from '../trainer.ts';
import type { NamedTensors, TrainState } from './train-state.ts';

const make = (optimizer: Optimizer = momentum()): Trainer =>
  new Trainer(sequential([dense(1)], { inputShape: [2] }), { loss: meanSquaredError(), optimizer, seed: 1 });
const batch = { features: [[1, 2]], labels: Float32Array.of(3) };

const slot = (name: string, length: number, shape: number[]): NamedTensors =>
  new Map([[name, { dtype: 'float32', shape, data: new Float32Array(length) }]]);

async function trained(): Promise<TrainState> {
  const trainer = make();
  await trainer.step(batch);
  return trainer.state();
}

describe('a state', () => {
  it.each<[string, (state: TrainState) => TrainState, RegExp]>([
    ['of another optimizer', (state) => ({ ...state, optimizer: 'adam' }), /trained with adam, .* momentum/],
    ['without a parameter', (state) => ({ ...state, parameters: new Map() }), /"dense\/kernel": it is missing/],
    [
      'with too few numbers in a parameter',
      (state) => ({ ...state, parameters: new Map([...state.parameters, ...slot('dense/kernel', 1, [2, 1])]) }),
      /"dense\/kernel": its shape takes 2 numbers, found 1/,
    ],
    [
      'with a slot of a parameter that is not there',
      (state) => ({ ...state, slots: slot('other/velocity', 1, [1]) }),
      /slot "other\/velocity"/,
    ],
    [
      'with too few numbers in a slot',
      (state) => ({ ...state, slots: slot('dense/kernel/velocity', 1, [2, 1]) }),
      /slot "dense\/kernel\/velocity" has 1 numbers in shape \[2, 1\]/,
    ],
    ['with a step that is none', (state) => ({ ...state, globalStep: -1 }), /globalStep .* it is -1/],
    ['in half an epoch', (state) => ({ ...state, cursor: { ...state.cursor, epoch: 0.5 } }), /epoch .* it is 0.5/],
    [
      'with a random stream that is none',
      (state) => ({ ...state, random: { ...state.random, position: 700 } }),
      /random state.* position 700/,
    ],
    [
      'with a shuffling stream that is none',
      (state) => ({ ...state, cursor: { ...state.cursor, shuffle: { ...state.cursor.shuffle, gauss: Infinity } } }),
      /random state.* Infinity/,
    ],
  ])('%s is refused, and nothing is changed', async (_, spoil, message) => {
    const state = spoil(await trained());
    for (const trainer of [make(), await computed()]) {
      const before = trainer.state();
      expect(() => trainer.setState(state)).toThrow(message);
      expect(trainer.state()).toEqual(before);
    }
  });

  it('is refused by another optimizer even where neither keeps slots', async () => {
    const trainer = make(gradientDescent());
    await trainer.step(batch);
    expect(() => make().setState(trainer.state())).toThrow(/trained with gradientDescent/);
  });

  it('shares no arrays with the trainer that it comes from, nor with the one it goes to', async () => {
    const state = await trained();
    const trainer = make();
    const whole = structuredClone(state);
    trainer.setState(state);
    spoil(state);
    expect(trainer.state()).toEqual(whole);
    spoil(trainer.state());
    for (const [, { data }] of trainer.parameters()) data.fill(7);
    expect(trainer.state()).toEqual(whole);
  });
});

async function computed(): Promise<Trainer> {
  const trainer = make();
  await trainer.step(batch);
  return trainer;
}

function spoil({ parameters, slots, cursor, random }: TrainState): void {
  for (const { data } of [...parameters.values(), ...slots.values()]) data.fill(9);
  for (const { key } of [cursor.shuffle, random]) key.fill(9);
}
