import { type Batch, Matrix, type Targets } from '@feedforward/datasets';
import type { Model } from '@feedforward/layers';
import type { Loss } from '@feedforward/metrics/losses';
import type { CheckedBatch } from './engine/engine.ts';
import { sizeOf } from './size-of.ts';

/** What a batch or data set must fit. */
export interface Fitting {
  readonly model: Model;
  readonly loss: Loss;
}

/**
 * The batch, if it can be fed to the network and the loss: as wide as the input, as many labels as rows, every
 * feature finite, every label one that the loss takes, every weight finite and 0 or more.
 * @throws RangeError that names what does not fit; TypeError for labels that are no typed array or matrix.
 */
export function checkBatch(batch: Batch, { model, loss }: Fitting): CheckedBatch {
  const features = checkFeatures(batch.features, model);
  const { labels, weights } = batch;
  const rows = features.length;
  if (!(labels instanceof Matrix || ArrayBuffer.isView(labels))) {
    throw new TypeError(`Cannot feed batch: labels must be a typed array or a Matrix, found ${typeof labels}.`);
  }
  if (rows === 0) throw new RangeError('Cannot feed batch: it has no examples.');
  if (labels.length !== rows) {
    throw new RangeError(
      `Cannot feed batch: its ${rows} rows of features take ${rows} labels, there are ${labels.length}.`,
    );
  }
  if (weights && weights.length !== rows) {
    throw new RangeError(`Cannot feed batch: its ${rows} rows take ${rows} weights, there are ${weights.length}.`);
  }
  const badWeight = weights?.findIndex((weight) => !(weight >= 0 && weight < Infinity)) ?? -1;
  if (badWeight >= 0) {
    throw new RangeError(
      `Cannot feed batch: weight ${badWeight} must be finite, 0 or more; it is ${weights?.[badWeight]}.`,
    );
  }
  checkTargets(labels);
  loss.checkLabels?.(labels, sizeOf(model.outputShape));
  return { features, labels, weights };
}

/** The features as a matrix, if they are as wide as the network's input and finite. */
export function checkFeatures(rows: Batch['features'], model: Model): Matrix {
  const features = Matrix.from(rows);
  const required = sizeOf(model.inputShape);
  const [count, columns] = features.shape;
  if (count > 0 && columns !== required) {
    throw new RangeError(
      `Cannot feed batch to layer "${model.layers[0]?.name ?? 'input'}": it takes [batch, ${model.inputShape.join(', ')}], the batch is [${count}, ${columns}].`,
    );
  }
  if (!isInteger(features)) checkFiniteRows(features);
  return features;
}

/** In the float32 that the network will see, a thousand rows at a time. */
function checkFiniteRows(features: Matrix): void {
  const [rows, columns] = features.shape;
  for (let start = 0; start < rows; start += 1000) {
    const values = features.slice(start, start + 1000).toFloat32();
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad < 0) continue;
    const row = start + Math.floor(bad / columns);
    throw new RangeError(
      `Cannot feed batch: features must be finite in float32, row ${row}, column ${bad % columns} is ${values[bad]}.`,
    );
  }
}

function checkTargets(targets: Targets): void {
  if (targets instanceof Matrix) {
    if (!isInteger(targets)) checkFiniteLabels(targets.toFloat32());
  } else {
    checkFiniteLabels(targets);
  }
}

function checkFiniteLabels(values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]))
      throw new RangeError(`Cannot feed batch: label ${i} must be finite, it is ${values[i]}.`);
  }
}

function isInteger(matrix: Matrix): boolean {
  const { data } = matrix.slice(0, 0);
  return !(data instanceof Float32Array || data instanceof Float64Array);
}
