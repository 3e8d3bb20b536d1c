import type * as tf from '@tensorflow/tfjs-core';
import type { LearningRate } from '../schedules/schedule.ts';

/** What an optimizer keeps for one parameter, by name: tensors of the parameter's shape. */
export type Slots = Readonly<Record<string, tf.Tensor>>;

/** One parameter's turn in a training step. */
export interface ParameterUpdate {
  readonly parameter: tf.Tensor;
  readonly gradient: tf.Tensor;
  readonly slots: Slots;
  /** This step's learning rate. */
  readonly learningRate: number;
  /** Which step this is, counted from 1. */
  readonly iteration: number;
}

/** What an optimizer of this library is made of, to save it and to compile it. */
export interface OptimizerConfig {
  readonly type: string;
  readonly [option: string]: unknown;
}

/**
 * An update rule as two pure functions of tensors. The state is what they return: nothing is kept inside.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import type { Optimizer } from '@feedforward/training';
 *
 * const signDescent: Optimizer = {
 *   name: 'signDescent',
 *   learningRate: 0.001,
 *   init: () => ({}),
 *   update: ({ parameter, gradient, learningRate }) => ({
 *     parameter: tf.sub(parameter, tf.mul(tf.sign(gradient), learningRate)),
 *     slots: {},
 *   }),
 * };
 * ```
 */
export interface Optimizer {
  readonly name: string;
  readonly learningRate: LearningRate;
  /** The slots of a parameter before its first step. */
  init(parameter: tf.Tensor): Slots;
  /** The parameter and its slots after the step. */
  update(update: ParameterUpdate): { readonly parameter: tf.Tensor; readonly slots: Slots };
  readonly config?: OptimizerConfig;
}
