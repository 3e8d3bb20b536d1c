import * as tf from '@tensorflow/tfjs-core';
import { withAttributes } from './define.ts';

type Axes = number | number[] | null | undefined;

/** Sums, means, products and extrema along axes. Of equal extrema, each gets the whole gradient, as in tfjs. */
export const reductions: readonly tf.GradConfig[] = [
  withAttributes<tf.SumAttrs>({ kernelName: tf.Sum, inputsToSave: ['x'] }, ([dy], [x], { axis }) => ({
    x: () => spread(keepDims(dy!, x!, axis), x!),
  })),
  withAttributes<tf.MeanAttrs>({ kernelName: tf.Mean, inputsToSave: ['x'] }, ([dy], [x], { axis }) => ({
    x: () => spread(tf.mul(keepDims(dy!, x!, axis), dy!.size / x!.size), x!),
  })),
  withAttributes<tf.MaxAttrs>(
    { kernelName: tf.Max, inputsToSave: ['x'], outputsToSave: [true] },
    ([dy], [x, y], { reductionIndices }) => ({ x: () => atExtremum(dy!, x!, y!, reductionIndices) }),
  ),
  withAttributes<tf.MinAttrs>(
    { kernelName: tf.Min, inputsToSave: ['x'], outputsToSave: [true] },
    ([dy], [x, y], { axis }) => ({ x: () => atExtremum(dy!, x!, y!, axis) }),
  ),
  withAttributes<tf.ProdAttrs>({ kernelName: tf.Prod, inputsToSave: ['x'] }, ([dy], [x], { axis }) => ({
    x: () => productOfOthers(dy!, x!, axis),
  })),
  withAttributes<tf.CumsumAttrs>({ kernelName: tf.Cumsum }, ([dy], _saved, { axis, exclusive, reverse }) => ({
    x: () => tf.cumsum(dy!, axis, exclusive, !reverse),
  })),
];

/** The reduced tensor with the axes it was reduced over kept as ones, whatever the op's own `keepDims`. */
function keepDims(reduced: tf.Tensor, x: tf.Tensor, axis: Axes): tf.Tensor {
  return tf.reshape(reduced, tf.backend_util.expandShapeToKeepDim(keptShape(x, axis), axesOf(x, axis)));
}

/** Broadcasts to the shape of x. Adding zeros does it some twenty times sooner than the kernel behind broadcastTo. */
function spread(gradient: tf.Tensor, x: tf.Tensor): tf.Tensor {
  return tf.add(gradient, tf.zeros(x.shape));
}

function atExtremum(dy: tf.Tensor, x: tf.Tensor, y: tf.Tensor, axis: Axes): tf.Tensor {
  const isExtremum = tf.equal(x, keepDims(y, x, axis));
  return tf.mul(keepDims(dy, x, axis), tf.cast(isExtremum, 'float32'));
}

/** The derivative of a product by one factor is the product of the others: those before it times those after it. */
function productOfOthers(dy: tf.Tensor, x: tf.Tensor, axis: Axes): tf.Tensor {
  const axes = axesOf(x, axis);
  const kept = keptShape(x, axis);
  const order = tf.backend_util.getAxesPermutation(axes, x.rank) ?? x.shape.map((_, i) => i);
  const ordered = tf.transpose(tf.cast(x, 'float32'), order); // the reduced axes last
  const factors = tf.reshape(ordered, [...kept, axes.reduce((size, i) => size * x.shape[i]!, 1)]);
  const before = tf.cumprod(factors, kept.length, true, false);
  const after = tf.cumprod(factors, kept.length, true, true);
  const gradient = tf.mul(tf.reshape(dy, [...kept, 1]), tf.mul(before, after));
  return tf.transpose(tf.reshape(gradient, ordered.shape), tf.backend_util.getUndoAxesPermutation(order));
}

function axesOf(x: tf.Tensor, axis: Axes): number[] {
  return tf.util.parseAxisParam(axis ?? x.shape.map((_, i) => i), x.shape);
}

function keptShape(x: tf.Tensor, axis: Axes): number[] {
  const axes = axesOf(x, axis);
  return x.shape.filter((_, i) => !axes.includes(i));
}
