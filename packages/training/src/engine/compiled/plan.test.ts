import { dense, type Layer, type Model, sequential } from '@feedforward/layers';
import { type Loss, sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { describe, expect, it } from 'vitest';
import { clipByNorm } from '../../clipping.ts';
import { adam } from '../../optimizers/adam.ts';
import { ftrl } from '../../optimizers/ftrl.ts';
import { warmUp } from '../../schedules/warm-up.ts';
import { type Recipe, Trainer } from '../../trainer.ts';

const loss = sparseSoftmaxCrossEntropy();
const model = (...layers: Layer[]): Model => sequential([...layers, dense(3)], { inputShape: [4] });
const plan = (recipe: Partial<Recipe> = {}, network = model()) =>
  new Trainer(network, { loss, optimizer: adam(), ...recipe }).plan;

describe('the plan of a trainer', () => {
  it("is to compile what is all of this library's", () => {
    expect(plan()).toEqual({ kind: 'compiled' });
    expect(plan({ clipping: clipByNorm(1) })).toEqual({ kind: 'compiled' });
    expect(plan({ optimizer: adam({ learningRate: warmUp({ steps: 10, to: 0.1 }) }) })).toEqual({ kind: 'compiled' });
  });

  const own: Layer = { name: 'own', outputShape: (shape) => shape, call: (x) => x };
  const ownLoss: Loss = (outputs, labels) => loss(outputs, labels);
  const relu = dense(4, { name: 'relu', activation: 'relu' });

  it.each<[string, Partial<Recipe>, Model, string]>([
    ['a layer', {}, model(own), 'layer "own" is not one of this library'],
    ['a layer that was changed', {}, model({ ...relu, call: own.call }), 'layer "relu" is not one of this library'],
    ['a model', {}, { ...model() }, 'the model is not one of this library'],
    ['a loss', { loss: ownLoss }, model(), 'the loss is not one of this library'],
    [
      'a loss around one of ours',
      { loss: Object.assign(ownLoss, loss) },
      model(),
      'the loss is not one of this library',
    ],
    [
      'an optimizer',
      { optimizer: { ...adam(), name: 'own' } },
      model(),
      'the optimizer "own" is not one of this library',
    ],
    ['a clipping', { clipping: (gradients) => gradients }, model(), 'the clipping is not one of this library'],
  ])("is to differentiate where %s is the user's own, and says so", (_, recipe, network, reason) => {
    expect(plan(recipe, network)).toEqual({ kind: 'autodiff', reason });
  });

  it('is to differentiate where there is no kernel for an optimizer', () => {
    const reason = 'there is no kernel for the optimizer "ftrl"';
    expect(plan({ optimizer: ftrl() })).toEqual({ kind: 'autodiff', reason });
  });
});
