import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadIris } from '@feedforward/datasets';
import { batchNormalization, dense, sequential } from '@feedforward/layers';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { afterAll, describe, expect, it } from 'vitest';
import { clipByGlobalNorm, clipByNorm, clipByValue } from '../clipping.ts';
import { optimizerNamed, optimizerNames } from '../optimizers/optimizer-named.ts';
import { Trainer } from '../trainer.ts';
import { loadTrainer } from './load-trainer.ts';
import { encodeState } from './state-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'resume-'));
afterAll(() => rmSync(folder, { recursive: true }));
const iris = loadIris();
const clippings = { none: undefined, value: clipByValue(0.1), norm: clipByNorm(1), globalNorm: clipByGlobalNorm(1) };
const cases = optimizerNames.flatMap((optimizer) =>
  Object.entries(clippings).map(([clipping, transform]) => ({ optimizer, clipping, transform })),
);

/** Every way in which training is taken up again. */
const ways: Record<string, (trainer: Trainer, fresh: () => Trainer) => Trainer> = {
  setState: (trainer, fresh) => {
    const other = fresh();
    other.setState(trainer.state());
    return other;
  },
  dispose: (trainer) => {
    trainer.dispose();
    return trainer;
  },
};

describe('training that is taken up again', () => {
  // A hidden width that fills no panel: what lies in the padding must not matter.
  it.each(cases)('comes to the same bits with $optimizer, clipped by $clipping', async ({ optimizer, transform }) => {
    const fresh = () =>
      new Trainer(
        sequential([dense(10, { activation: 'tanh' }), batchNormalization(), dense(3)], { inputShape: [4] }),
        {
          ...{ loss: sparseSoftmaxCrossEntropy(), optimizer: optimizerNamed(optimizer), clipping: transform, seed: 42 },
        },
      );
    const whole = fresh();
    await whole.fit(iris, { epochs: 5 }).done();
    const expected = encodeState(whole.state());
    for (const [, { data }] of whole.parameters()) expect(data.every(Number.isFinite)).toBe(true);

    for (const [way, resume] of Object.entries(ways)) {
      const begun = fresh();
      await begun.fit(iris, { epochs: 5, stopAtStep: 7 }).done();
      const resumed = resume(begun, fresh);
      await resumed.fit(iris, { epochs: 5 }).done();
      expect(encodeState(resumed.state()), way).toEqual(expected);
    }
  });

  it('comes to the same loss after a file was read', async () => {
    const begin = () =>
      new Trainer(sequential([dense(10, { activation: 'tanh' }), dense(3)], { inputShape: [4] }), {
        ...{ loss: sparseSoftmaxCrossEntropy(), optimizer: optimizerNamed('adagrad') },
        ...{ clipping: clipByGlobalNorm(1), seed: 42 },
      });
    const begun = begin();
    await begun.fit(iris, { epochs: 5, stopAtStep: 7 }).done();
    const path = join(folder, 'begun.safetensors');
    await begun.save(path);
    const resumed = await loadTrainer(path);
    await resumed.fit(iris, { epochs: 5 }).done();
    expect((await resumed.evaluate(iris)).loss).toBeCloseTo(0.8214, 4);
  });
});
