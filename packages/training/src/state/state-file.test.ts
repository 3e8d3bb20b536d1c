import { encodeSafetensors } from '@feedforward/checkpoint';
import { Matrix } from '@feedforward/datasets';
import { dense, sequential } from '@feedforward/layers';
import { meanSquaredError } from '@feedforward/metrics/losses';
import { describe, expect, it } from 'vitest';
import { momentum } from '../optimizers/momentum.ts';
import { Trainer } from '../trainer.ts';
import { decodeState, encodeState } from './state-file.ts';
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
});
