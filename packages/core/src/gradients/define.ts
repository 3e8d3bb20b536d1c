import * as tf from '@tensorflow/tfjs-core';

/**
 * The shapes in which gradients are written here, so that each op is a line of maths.
 *
 * Every function gets `dy`, the gradient of the loss by the op's output, and must give a tensor of its own, never
 * `dy` itself: tfjs disposes of gradients one by one while it adds them up.
 */
type OfOne = (dy: tf.Tensor, saved: tf.Tensor) => tf.Tensor;
type OfTwo = (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** What tfjs calls a gradient function's result: for each input by its name, a way to compute its gradient. */
export type InputGradients = Record<string, () => tf.Tensor>;

/** The one gradient of an op with one output. */
export function only(dy: tf.Tensor | tf.Tensor[]): tf.Tensor {
  return Array.isArray(dy) ? dy[0]! : dy;
}

/** The gradient of a unary op, from the op's input. */
export function ofInput(kernelName: string, gradient: OfOne): tf.GradConfig {
  return {
    kernelName,
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => gradient(only(dy), toFloat(x!)) }),
  };
}

/** The gradient of a unary op, from the op's output, which is at hand. `op` is the op itself. */
export function ofOutput(kernelName: string, op: (x: tf.Tensor) => tf.Tensor, gradient: OfOne): tf.GradConfig {
  return {
    kernelName,
    inputsToSave: ['x'],
    outputsToSave: [true],
    gradFunc: (dy, [x, y]) => ({ x: () => gradient(only(dy), isNested() ? op(x!) : y!) }),
  };
}

/**
 * Whether this gradient will be differentiated itself. A saved output does not do then: tfjs records it before the op
 * that made it, and so loses its dependence on the input.
 */
export function isNested(): boolean {
  return tf.engine().state.gradientDepth > 0;
}

/** The gradients of a binary op that broadcasts, from its inputs. Broadcast axes are summed over here. */
export function ofInputs(kernelName: string, gradients: { a: OfTwo; b: OfTwo }): tf.GradConfig {
  return {
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const inputs = (): [tf.Tensor, tf.Tensor] => [toFloat(saved[0]!), toFloat(saved[1]!)];
      return {
        a: () => sumToShape(gradients.a(only(dy), ...inputs()), saved[0]!.shape),
        b: () => sumToShape(gradients.b(only(dy), ...inputs()), saved[1]!.shape),
      };
    },
  };
}

/** The gradient of an op whose attributes matter. tfjs fixes their type by the kernel's name. */
export function withAttributes<Attributes extends object>(
  config: Pick<tf.GradConfig, 'kernelName' | 'inputsToSave' | 'outputsToSave' | 'saveAllInputs'>,
  gradients: (dys: tf.Tensor[], saved: tf.Tensor[], attributes: Attributes) => InputGradients,
): tf.GradConfig {
  return {
    ...config,
    gradFunc: (dy, saved, attributes) =>
      gradients(Array.isArray(dy) ? dy : [dy], saved, attributes as unknown as Attributes),
  };
}

/** Sums a gradient over the axes along which the input was broadcast. */
export function sumToShape(gradient: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, gradient.shape);
  return axes.length === 0 ? gradient : tf.reshape(tf.sum(gradient, axes), shape);
}

function toFloat(x: tf.Tensor): tf.Tensor {
  return x.dtype === 'float32' ? x : tf.cast(x, 'float32');
}
