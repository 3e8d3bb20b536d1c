import { encodeSafetensors, type TensorData } from '@feedforward/checkpoint';
import { dense, type Model, sequential } from '@feedforward/layers';
import { meanSquaredError } from '@feedforward/metrics/losses';
import { describe, expect, it } from 'vitest';
import { adam } from '../optimizers/adam.ts';
import { Trainer } from '../trainer.ts';
import { loadModel } from './load-model.ts';
import type { ParameterSelection } from './parameters-for.ts';

const network = (outputs: number): Model =>
  sequential([dense(3, { name: 'hidden1' }), dense(3, { name: 'hidden2' }), dense(outputs, { name: 'outputs' })], {
    inputShape: [2],
  });
const make = (outputs: number, seed: number): Trainer =>
  new Trainer(network(outputs), { loss: meanSquaredError(), optimizer: adam(), seed });
const batch = { features: [[1, 2]], labels: Float32Array.of(3) };

const source = make(5, 1);
const there = new Map(source.parameters());

/** A trainer with these of its parameters taken, and the names of those that are not what they were. */
function taken(
  selection: ParameterSelection,
  tensors: Iterable<readonly [string, TensorData]> = there,
): { trainer: Trainer; changed: string[] } {
  const trainer = make(1, 2);
  const before = new Map(trainer.parameters());
  trainer.setParameters(tensors, selection);
  const changed = trainer.parameters().filter(([name, { data }]) => data.join() !== before.get(name)!.data.join());
  return { trainer, changed: changed.map(([name]) => name) };
}

describe('a selection of parameters', () => {
  it.each<[string, ParameterSelection, string[]]>([
    ['a layer', { only: 'hidden1' }, ['hidden1/kernel']],
    ['a pattern', { only: /^hidden/ }, ['hidden1/kernel', 'hidden2/kernel']],
    ['a list', { only: ['hidden2', 'hidden1/kernel'] }, ['hidden1/kernel', 'hidden2/kernel']],
  ])('by %s is taken from another network, and the rest stays', (_, selection, names) => {
    const { trainer, changed } = taken(selection); // the biases are 0 in both
    expect(changed).toEqual(names);
    expect(trainer.parameters().map(([name]) => name)).toEqual(make(1, 2).model.parameters.map(({ name }) => name));
    const now = new Map(trainer.parameters());
    for (const name of names) expect(now.get(name)).toEqual(there.get(name));
  });

  it('goes by other names where it comes from, by layer, by parameter or by a function', () => {
    const expected = new Map(taken({ only: /^hidden/ }).trainer.parameters());
    const old = Array.from(there, ([name, tensor]) => [name.replace('hidden', 'dnn/hiddenlayer_'), tensor] as const);
    for (const previousNames of [
      { hidden1: 'dnn/hiddenlayer_1', hidden2: 'dnn/hiddenlayer_2' },
      { hidden1: 'nowhere', hidden2: 'dnn/hiddenlayer_2', ...named('kernel'), ...named('bias') },
      (name: string) => name.replace('hidden', 'dnn/hiddenlayer_'),
    ]) {
      expect(new Map(taken({ only: /^hidden/, previousNames }, old).trainer.parameters())).toEqual(expected);
    }
    const crossed = taken({ only: 'hidden1/bias', previousNames: { 'hidden1/bias': 'hidden2/bias' } });
    expect(new Map(crossed.trainer.parameters()).get('hidden1/bias')).toEqual(there.get('hidden2/bias'));
  });

  it('is taken from a file, while the optimizer and the step stay as they are', async () => {
    const file = encodeSafetensors(there, { model: JSON.stringify(source.model.config) });
    const trainer = make(1, 2);
    await trainer.step(batch);
    const { slots, globalStep } = trainer.state();
    trainer.setParameters((await loadModel(file)).parameters, { only: /^hidden/ });
    expect(new Map(trainer.parameters()).get('hidden1/kernel')).toEqual(there.get('hidden1/kernel'));
    expect(trainer.state()).toMatchObject({ slots, globalStep });
  });

  const wide = new Map([...there, ['outputs/kernel', there.get('hidden1/kernel')!]]);

  it.each<[string, ParameterSelection, Iterable<readonly [string, TensorData]>, string]>([
    ['of other shapes', {}, wide, 'Cannot set parameter "outputs/kernel": it takes shape [3, 1], found [2, 3].'],
    [
      'that matches nothing here',
      { only: 'hidden3' },
      there,
      'Cannot find "hidden3": it must match a name, there are hidden1/kernel, hidden1/bias, hidden2/kernel, hidden2/bias, outputs/kernel, outputs/bias.',
    ],
    [
      'that is missing there',
      { only: /^hidden/ },
      [...there].filter(([name]) => !name.startsWith('hidden2')),
      'Cannot set parameter "hidden2/kernel": it is missing. Found are hidden1/kernel, hidden1/bias, outputs/kernel, outputs/bias.',
    ],
    [
      'that is missing under its name there',
      { only: 'hidden1', previousNames: { hidden1: 'layer1' } },
      there,
      'Cannot set parameter "hidden1/kernel" from "layer1/kernel": it is missing. Found are hidden1/kernel',
    ],
    [
      'renamed from what there is not',
      { only: 'hidden1', previousNames: { hiden1: 'layer1' } },
      there,
      'Cannot find "hiden1": it must match a name',
    ],
  ])('%s is refused, and nothing is changed', (_, selection, tensors, message) => {
    const trainer = make(1, 2);
    const before = trainer.state();
    expect(() => trainer.setParameters(tensors, selection)).toThrow(message);
    expect(trainer.state()).toEqual(before);
  });
});

function named(own: string): Record<string, string> {
  return { [`hidden1/${own}`]: `dnn/hiddenlayer_1/${own}` };
}
