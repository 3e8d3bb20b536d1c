import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ExportModuleOptions, encodeModuleWeights, exportModule } from '@feedforward/checkpoint/module';
import { Matrix } from '@feedforward/datasets';
import type { Model } from '@feedforward/layers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trainer } from '../src/trainer.ts';
import { activations, difference, drawn, type NetworkCase, networks } from './random-networks.ts';

type Predict = (examples: ArrayLike<number | ArrayLike<number>>) => Float32Array[];

let folder = '';
let written = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feedforward-module-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes a network as a module, and imports that. */
async function imported(model: Model, trainer: Trainer, place: 'inline' | 'side file'): Promise<Predict> {
  const file = `network-${written++}`;
  const source = { config: model.config!, tensors: trainer.parameters() };
  const options: ExportModuleOptions = { weights: place === 'inline' ? place : { url: `./${file}.bin` } };
  await writeFile(join(folder, `${file}.mjs`), exportModule(source, options));
  if (place !== 'inline') await writeFile(join(folder, `${file}.bin`), encodeModuleWeights(source));
  const { predict } = await import(/* @vite-ignore */ pathToFileURL(join(folder, `${file}.mjs`)).href);
  return predict;
}

/** How far a module's predictions are from the trainer's. */
async function distance(network: NetworkCase, place: 'inline' | 'side file' = 'inline'): Promise<number> {
  const { model, trainer, examples } = drawn(network);
  const predict = await imported(model, trainer, place);
  const flat = Float32Array.from(examples.flatMap((example) => [...example]));
  const expected = await trainer.predict(new Matrix(flat, [examples.length, examples[0]!.length]));
  const outputs = predict(examples).flatMap((output) => [...output]);
  expect(predict(flat).flatMap((output) => [...output])).toEqual(outputs);
  trainer.dispose();
  return difference(outputs, expected.data);
}

describe('a module that a network was exported to predicts what its trainer predicts', () => {
  it.each(activations.map((activation) => ({ activation })))('with $activation', async ({ activation }) => {
    const layer = { type: 'activation', activation };
    const dense = { type: 'dense', units: 40, activation };
    expect(await distance({ inputShape: [40], before: [layer], after: [], seed: 1 })).toBeLessThan(1e-5);
    expect(await distance({ inputShape: [6, 5], before: [layer], after: [dense], seed: 2 })).toBeLessThan(1e-5);
  });

  it('for 100 random networks', async () => {
    const places = fc.constantFrom('inline' as const, 'side file' as const);
    const property = fc.asyncProperty(networks, places, async (network, place) => {
      expect(await distance(network, place)).toBeLessThan(1e-5);
    });
    await fc.assert(property, { numRuns: 100 });
  });
});
