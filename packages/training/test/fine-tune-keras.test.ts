// Classifiers of Keras are scored, trained on and written back as Keras would have it.
import { readFileSync } from 'node:fs';
import { decodeKerasModel, encodeKerasModel } from '@feedforward/checkpoint/keras';
import { expectClose } from '@feedforward/contracts';
import { Matrix } from '@feedforward/datasets';
import { modelFromConfig } from '@feedforward/layers';
import { accuracy } from '@feedforward/metrics';
import { type Loss, lossFromConfig } from '@feedforward/metrics/losses';
import { describe, expect, it } from 'vitest';
import { gradientDescent, Trainer } from '../src/index.ts';

interface Golden {
  readonly last: 'logits' | 'sigmoid' | 'softmax';
  readonly loss: unknown;
  /** The bytes of an `.h5` or `.keras` file, in base64. */
  readonly file: string;
  readonly before: readonly [loss: number, accuracy: number];
  readonly after: readonly [loss: number, accuracy: number];
  readonly values: Readonly<Record<string, readonly number[]>>;
}

interface Goldens {
  readonly rate: number;
  readonly steps: number;
  readonly features: number[][];
  readonly labels: number[];
  readonly cases: readonly Golden[];
}

/** Made by goldens/make-keras-classifiers.py. */
const goldens: Goldens = JSON.parse(readFileSync(new URL('goldens/keras-classifiers.json', import.meta.url), 'utf8'));
const features = Matrix.from(goldens.features);
const optimizer = gradientDescent({ learningRate: goldens.rate });
const bytesOf = ({ file }: Golden): Uint8Array => Uint8Array.from(Buffer.from(file, 'base64'));

/** Sends the trainer to automatic differentiation. */
const asOwn =
  (loss: Loss): Loss =>
  (...batch) =>
    loss(...batch);

const cases = goldens.cases.flatMap((golden) =>
  (['compiled', 'autodiff'] as const).map((kind) => [kind, golden.last, JSON.stringify(golden.loss), golden] as const),
);

describe('a classifier of Keras', () => {
  it.each(cases)('is scored and trained on as there: %s, %s, %s', async (kind, last, _, golden) => {
    const { config, tensors, loss } = await decodeKerasModel(bytesOf(golden));
    const made = lossFromConfig(loss!);
    const model = modelFromConfig(config);
    const recipe = { loss: kind === 'compiled' ? made : asOwn(made), optimizer, metrics: { accuracy: accuracy() } };
    const trainer = new Trainer(model, recipe);
    trainer.setParameters(tensors);
    expect([trainer.plan.kind, model.outputKind]).toEqual([kind, last === 'logits' ? undefined : 'probabilities']);

    const labels = Int32Array.from(goldens.labels, (label) => (last === 'sigmoid' ? Number(label === 1) : label));
    const data = { features, labels };
    const scored = async () => Object.values(await trainer.evaluate(data));
    expectClose(await scored(), [...golden.before], { relative: 1e-5 });
    for (let step = 0; step < goldens.steps; step++) await trainer.step(data);
    expectClose(await scored(), [...golden.after], { relative: 1e-4 });
    for (const [name, { data: found }] of trainer.parameters()) {
      expectClose(found, [...golden.values[name]!], { relative: 1e-4, absolute: 1e-5 });
    }
  });

  it.each(goldens.cases.map((golden) => [golden.last, golden] as const))(
    'is written back with its layers and its loss: %s',
    async (last, golden) => {
      const read = await decodeKerasModel(bytesOf(golden));
      expect(read.config.layers.at(-1)?.activation).toBe(last === 'logits' ? 'linear' : last);
      for (const legacy of [false, true]) {
        const bytes = await encodeKerasModel(read, { legacy, loss: read.loss });
        expect(await decodeKerasModel(bytes)).toEqual(read);
        const written = new TextDecoder('latin1').decode(bytes);
        expect(written.includes(`"from_logits":${last === 'logits'}`)).toBe(true);
        expect(written.includes(last === 'sigmoid' ? '"BinaryCrossentropy"' : '"SparseCategoricalCrossentropy"')).toBe(
          true,
        );
      }
    },
  );
});
