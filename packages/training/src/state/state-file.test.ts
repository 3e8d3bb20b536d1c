import { encodeSafetensors } from '@feedforward/checkpoint';
import { Matrix } from '@feedforward/datasets';
import { dense, sequential } from '@feedforward/layers';
import { meanSquaredError } from '@feedforward/metrics/losses';
import { describe, expect, it } from 'vitest';
import type { CallbackState, CallbackStates } from '../callbacks/stateful-callback.ts';
import { momentum } from '../optimizers/momentum.ts';
import { Trainer } from '../trainer.ts';
import { decodeState, encodeState, stateContent } from './state-file.ts';
import type { TrainState } from './train-state.ts';

async function trained(): Promise<TrainState> {
  const trainer = new Trainer(sequential([dense(2)], { inputShape: [1] }), {
    loss: meanSquaredError(),
    optimizer: momentum(),
    seed: 3,
  });
  await trainer.step({ features: [[1]], labels: Matrix.from([[1, 2]]) });
  return trainer.state();
}

describe('a state as bytes', () => {
  it('comes back whole, with the texts written beside it', async () => {
    const state = await trained();
    const saved = decodeState(encodeState(state, { note: 'größer' }));
    expect(saved.state).toEqual(state);
    expect(saved.metadata.note).toBe('größer');
    expect([...saved.state.slots.keys()].toSorted()).toEqual(['dense/bias/velocity', 'dense/kernel/velocity']);
  });

  it('is the same bytes for the same state', async () => {
    expect(encodeState(await trained())).toEqual(encodeState(await trained()));
  });

  it('keeps the parameters under their own names, for others to read', async () => {
    const text = new TextDecoder().decode(encodeState(await trained()));
    expect(text).toContain('"dense/kernel":{"dtype":"F32","shape":[1,2]');
  });

  it('is refused if it is not a trainer’s, saying what is missing', () => {
    const weights = encodeSafetensors([['w', { dtype: 'float32', shape: [1], data: Float32Array.of(1) }]]);
    expect(() => decodeState(weights, 'w.safetensors')).toThrow(
      /go on from w.safetensors.*"state" in the metadata.*setParameters/s,
    );
    const broken = encodeSafetensors([], { state: '{"optimizer":"adam","globalStep":-1}' });
    expect(() => decodeState(broken)).toThrow(/whole counters/);
    expect(() => decodeState(encodeSafetensors([], { state: '{' }), 'x')).toThrow(/go on from x.*whole counters/);
  });

  it('keeps a learning rate that was set, and what callbacks remember', async () => {
    const tensors = new Map([
      ['dense/kernel', { dtype: 'float32', shape: [1, 2], data: Float32Array.of(1, 2) } as const],
    ]);
    const callbacks: CallbackStates = new Map<string, CallbackState>([
      ['EarlyStopping(valLoss)', { values: { best: 0.1, wait: 2, none: null }, tensors }],
      ['EarlyStopping(valLoss)#2', { values: {} }],
    ]);
    const state: TrainState = { ...(await trained()), learningRate: 0.1 + 0.2, callbacks };
    const bytes = encodeState(state);
    expect(decodeState(bytes).state).toEqual(state);
    expect(new TextDecoder().decode(bytes)).toContain('"callbacks/EarlyStopping(valLoss)/dense/kernel"');
  });

  it.each<[string, object]>([
    ['a learning rate that is no number', { learningRate: '0.1' }],
    ['a negative learning rate', { learningRate: -1 }],
    ['callbacks that are none', { callbacks: 7 }],
    ['callbacks that remember nothing', { callbacks: { one: null } }],
    ['callbacks that remember objects', { callbacks: { one: { wait: {} } } }],
  ])('is refused with %s', async (_, changes) => {
    const { tensors, metadata } = stateContent(await trained());
    const state = JSON.stringify({ ...JSON.parse(metadata.state!), ...changes });
    expect(() => decodeState(encodeSafetensors(tensors, { state }))).toThrow(/whole counters/);
  });
});
