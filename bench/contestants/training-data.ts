import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Dataset, Matrix } from '@feedforward/datasets';
import { files } from '@feedforward/mnist';
import { RandomState } from '@feedforward/random';
import { type Settings, settings } from './settings.ts';

/** Rows that `predict` is asked for. */
export const predictedRows = 10_000;

const trainingRows = 5000;

/** What comes before the pixels in a file of images. */
const headerBytes = 16;

/**
 * The first images of MNIST where the network takes such, with random labels, in whole batches. Otherwise, and where
 * they are to have no zeros (`dense`), random bytes: NumPy draws the same for the contestants in Python.
 */
export function trainingData({ layers, batch, dense, predict, once }: Settings = settings): Dataset {
  const batches = once ? 1 : Math.floor(trainingRows / batch);
  const rows = predict ? predictedRows : batches * batch;
  const columns = layers[0]!;
  const random = new RandomState(42);
  const bytes =
    columns === 784 && !dense && !once
      ? gunzipSync(readFileSync(files['train-images-idx3-ubyte'])).subarray(headerBytes, headerBytes + rows * columns)
      : Uint8Array.from(random.randint(1, 256, rows * columns));
  const labels = Int32Array.from(random.randint(0, layers.at(-1), rows));
  return new Dataset({ features: new Matrix(bytes, [rows, columns], { scale: 1 / 255 }), labels });
}

interface Floats {
  readonly features: Float32Array<ArrayBuffer>;
  readonly labels: Float32Array<ArrayBuffer>;
}

/** The same, cut into batches of float32 numbers and one-hot labels. */
export function trainingBatches(): Floats[] {
  const { batch, layers } = settings;
  const data = trainingData();
  return Array.from({ length: data.length / batch }, (_, i) => {
    const part = data.slice(i * batch, (i + 1) * batch);
    return { features: floats(part.features), labels: oneHot(part.labels, layers.at(-1)!) };
  });
}

/** The matrix as float32 numbers of its own. */
export function floats(matrix: Matrix): Float32Array<ArrayBuffer> {
  const values = new Float32Array(matrix.shape[0] * matrix.shape[1]);
  matrix.toFloat32(values);
  return values;
}

function oneHot(labels: ArrayLike<number>, classes: number): Float32Array<ArrayBuffer> {
  const rows = new Float32Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) rows[i * classes + labels[i]!] = 1;
  return rows;
}
