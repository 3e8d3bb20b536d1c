import * as tf from '@tensorflow/tfjs-core';

/** An op whose output does not move when its inputs move a little: all gradients are zero. */
const constant = (kernelName: string, inputs: string[]): tf.GradConfig => ({
  kernelName,
  inputsToSave: inputs,
  gradFunc: (_dy, saved) => Object.fromEntries(inputs.map((name, i) => [name, () => tf.zeros(saved[i]!.shape)])),
});

/**
 * Rounding, comparisons, tests and indices.
 *
 * tfjs has no gradient for most of the comparisons, and then refuses a loss that is masked by one.
 */
export const piecewiseConstant: readonly tf.GradConfig[] = [
  ...[tf.Floor, tf.Ceil, tf.Round, tf.Sign, tf.Step, tf.OnesLike, tf.ZerosLike].map((name) => constant(name, ['x'])),
  ...[tf.IsNan, tf.IsInf, tf.IsFinite, tf.LogicalNot, tf.Any, tf.All].map((name) => constant(name, ['x'])),
  ...[tf.ArgMax, tf.ArgMin].map((name) => constant(name, ['x'])),
  ...[tf.Equal, tf.NotEqual, tf.Greater, tf.GreaterEqual, tf.Less, tf.LessEqual].map((name) =>
    constant(name, ['a', 'b']),
  ),
  ...[tf.LogicalAnd, tf.LogicalOr, tf.FloorDiv].map((name) => constant(name, ['a', 'b'])),
  constant(tf.OneHot, ['indices']),
];
