import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { encodeOnnx } from '@feedforward/checkpoint/onnx';
import { Matrix } from '@feedforward/datasets';
import fc from 'fast-check';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { describe, expect, it } from 'vitest';
import { activations, difference, drawn, type NetworkCase, networks } from './random-networks.ts';

const wasm = createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm');
env.wasm.numThreads = 1;
env.wasm.wasmBinary = readFileSync(wasm);

/** How far what ONNX Runtime predicts is from what the trainer does. */
async function distance(network: NetworkCase): Promise<number> {
  const { model, trainer, examples } = drawn(network);
  const flat = Float32Array.from(examples.flatMap((example) => [...example]));
  const expected = await trainer.predict(new Matrix(flat, [examples.length, examples[0]!.length]));
  const session = await InferenceSession.create(encodeOnnx({ config: model.config!, tensors: trainer.parameters() }));
  const input = new Tensor('float32', flat, [examples.length, ...model.inputShape]);
  const { output } = await session.run({ input });
  expect(output?.dims).toEqual([examples.length, ...model.outputShape]);
  expect(session.inputMetadata).toMatchObject([{ name: 'input', shape: ['batch', ...model.inputShape] }]);
  expect(session.outputMetadata).toMatchObject([{ name: 'output', shape: ['batch', ...model.outputShape] }]);
  await session.release();
  trainer.dispose();
  return output?.data instanceof Float32Array ? difference(output.data, expected.data) : Number.POSITIVE_INFINITY;
}

describe('an ONNX file that a network was exported to predicts in ONNX Runtime what its trainer predicts', () => {
  it.each(activations.map((activation) => ({ activation })))('with $activation', async ({ activation }) => {
    const layer = { type: 'activation', activation };
    const dense = { type: 'dense', units: 40, activation };
    expect(await distance({ inputShape: [40], before: [layer], after: [], seed: 1 })).toBeLessThan(1e-5);
    expect(await distance({ inputShape: [6, 5], before: [layer], after: [dense], seed: 2 })).toBeLessThan(1e-5);
  });

  it('for 100 random networks', async () => {
    const property = fc.asyncProperty(networks, async (network) => {
      expect(await distance(network)).toBeLessThan(1e-5);
    });
    await fc.assert(property, { numRuns: 100 });
  });
});
