// For tests only.
import { unzlibSync } from 'fflate';
import { exportModule } from '../module/index.ts';
import type { NetworkSource } from '../network/network-source.ts';
import { bytesOf } from '../numpy/testing.ts';
import type { TensorData } from '../tensor-data.ts';
import json from './goldens/keras.json' with { type: 'json' };

/** What goldens/make-goldens.py wrote. */
export const goldens: typeof json = json;

export type GoldenName = keyof typeof json.files;

/** The bytes of a golden file. */
export function golden(name: GoldenName): Uint8Array {
  return unzlibSync(bytesOf(goldens.files[name]));
}

const tensor = (shape: readonly number[], data: readonly number[]): TensorData<'float32'> => ({
  dtype: 'float32',
  shape,
  data: Float32Array.from(data),
});

/** Every layer, and values that are all different. */
export const network: NetworkSource & { readonly tensors: Map<string, TensorData<'float32'>> } = {
  config: {
    type: 'sequential',
    inputShape: [2, 2],
    layers: [
      { type: 'flatten', name: 'flatten' },
      { type: 'dense', name: 'hidden', units: 3, activation: { type: 'leakyRelu', alpha: 0.1 } },
      { type: 'batchNormalization', name: 'norm', momentum: 0.9, epsilon: 0.01 },
      { type: 'dropout', name: 'dropout', rate: 0.5 },
      { type: 'batchNormalization', name: 'plain', center: false, scale: false },
      { type: 'activation', name: 'swish', activation: 'swish' },
      { type: 'dense', name: 'frozen', units: 3, activation: 'gelu', useBias: false, trainable: false },
      { type: 'dense', name: 'input_layer', units: 2, activation: 'softmax' },
    ],
  },
  tensors: new Map(
    Object.entries({
      'hidden/kernel': [4, 3],
      'hidden/bias': [3],
      'norm/gamma': [3],
      'norm/beta': [3],
      'norm/movingMean': [3],
      'norm/movingVariance': [3],
      'plain/movingMean': [3],
      'plain/movingVariance': [3],
      'frozen/kernel': [3, 3],
      'input_layer/kernel': [3, 2],
      'input_layer/bias': [2],
    }).map(([name, shape], i) => {
      const size = shape.reduce((a, b) => a * b, 1);
      return [
        name,
        tensor(
          shape,
          Array.from({ length: size }, (_, j) => 0.1 + ((i * 7 + j * 5) % 11) / 9),
        ),
      ];
    }),
  ),
};

/** What a network predicts for this input. */
export async function predict(source: NetworkSource, input: readonly number[]): Promise<Float32Array> {
  const url = `data:text/javascript,${encodeURIComponent(exportModule(source))}`;
  const module: { predict(batch: readonly (readonly number[])[]): Float32Array[] } = await import(
    /* @vite-ignore */ url
  );
  return module.predict([input])[0]!;
}
