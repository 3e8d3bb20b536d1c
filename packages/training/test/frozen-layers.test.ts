import { encodeSafetensors } from '@feedforward/checkpoint';
import { loadIris } from '@feedforward/datasets';
import { batchNormalization, dense, dropout, freeze, type Layer, type Model, sequential } from '@feedforward/layers';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import { describe, expect, it } from 'vitest';
import { adam, decodeState, encodeState, loadModel, Trainer } from '../src/index.ts';

const iris = loadIris().shuffle(new RandomState(0));
const own: Layer = { name: 'own', outputShape: (shape) => shape, call: (x) => x };

/** With a layer of the user's own, it goes by automatic differentiation. */
const network = (...more: Layer[]): Model =>
  sequential(
    [
      dense(16, { name: 'hidden1', activation: 'relu' }),
      batchNormalization({ name: 'norm' }),
      dropout(0.2),
      ...more,
      dense(3, { name: 'outputs' }),
    ],
    { inputShape: [4] },
  );
const train = (model: Model): Trainer =>
  new Trainer(model, { loss: sparseSoftmaxCrossEntropy(), optimizer: adam({ learningRate: 0.01 }), seed: 42 });

describe.each([
  ['compiled', network()],
  ['autodiff', network(own)],
])('frozen layers, %s', (kind, model) => {
  /** On the parameters of a network that was trained before, so that the moving moments are not those of the start. */
  async function begun(pattern: RegExp | string): Promise<Trainer> {
    const before = train(model);
    await before.fit(iris, { epochs: 3 }).done();
    const trainer = train(freeze(model, pattern));
    expect(trainer.plan.kind).toBe(kind);
    trainer.setParameters(before.parameters());
    return trainer;
  }

  const frozen = (trainer: Trainer): unknown => trainer.parameters().filter(([name]) => /^(hidden1|norm)/.test(name));

  it('stay in every bit, and the optimizer keeps nothing for them', async () => {
    const trainer = await begun(/^(hidden1|norm)/);
    const before = frozen(trainer);
    const { loss } = await trainer.evaluate(iris);
    await trainer.fit(iris, { epochs: 5, batchSize: 16 }).done();
    expect(frozen(trainer)).toEqual(before);
    expect((await trainer.evaluate(iris)).loss).toBeLessThan(loss);
    const slots = ['outputs/kernel/m', 'outputs/kernel/v', 'outputs/bias/m', 'outputs/bias/v'];
    expect([...trainer.state().slots.keys()]).toEqual(slots);
    trainer.dispose();
  });

  it('ends in the bits of a run that was not stopped, when it was', async () => {
    const whole = await begun(/^(hidden1|norm)/);
    await whole.fit(iris, { epochs: 4, batchSize: 16 }).done();
    const stopped = await begun(/^(hidden1|norm)/);
    await stopped.fit(iris, { epochs: 4, batchSize: 16, stopAtStep: 13 }).done();
    const later = train(freeze(model, /^(hidden1|norm)/));
    later.setState(decodeState(encodeState(stopped.state())).state);
    await later.fit(iris, { epochs: 4, batchSize: 16 }).done();
    expect(later.state()).toEqual(whole.state());
  });

  it('goes on from the state of a run in which they were not, without their slots', async () => {
    const before = train(model);
    await before.fit(iris, { epochs: 2 }).done();
    const trainer = train(freeze(model, 'hidden1'));
    trainer.setState(before.state());
    const slots = [...trainer.state().slots.keys()];
    expect(slots.filter((name) => name.startsWith('hidden1/'))).toEqual([]);
    expect(slots).toContain('norm/gamma/m');
    await trainer.step(iris);
    expect([...trainer.state().slots.keys()]).toEqual(slots);
  });

  it('changes nothing where all is frozen', async () => {
    const trainer = await begun(/(?:)/);
    const before = trainer.parameters();
    await trainer.fit(iris, { epochs: 1 }).done();
    expect(trainer.parameters()).toEqual(before);
    expect(trainer.state().slots.size).toBe(0);
  });
});

it('frozen layers are frozen in the network that a file gives', async () => {
  const trainer = train(freeze(network(), 'hidden1'));
  const { tensors, metadata } = trainer.checkpoint();
  const { model } = await loadModel(encodeSafetensors(tensors, metadata));
  expect(model.parameters.map(({ trainable }) => trainable)).toEqual(
    trainer.model.parameters.map(({ trainable }) => trainable),
  );
});
