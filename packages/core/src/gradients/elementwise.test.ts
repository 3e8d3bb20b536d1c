import { checkGradients } from '@feedforward/contracts';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, it } from 'vitest';
import { ready } from '../ready.ts';

beforeAll(() => ready());

type Unary = (x: tf.Tensor) => tf.Tensor;
type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

describe('gradients of functions of one number', () => {
  const everywhere: Record<string, Unary> = {
    abs: tf.abs,
    asinh: tf.asinh,
    atan: tf.atan,
    clipByValue: (x) => tf.clipByValue(x, -1, 1),
    cos: tf.cos,
    cosh: tf.cosh,
    elu: tf.elu,
    erf: tf.erf,
    exp: tf.exp,
    expm1: tf.expm1,
    leakyRelu: (x) => tf.leakyRelu(x, 0.3),
    neg: tf.neg,
    relu: tf.relu,
    selu: tf.selu,
    sigmoid: tf.sigmoid,
    sin: tf.sin,
    sinh: tf.sinh,
    softplus: tf.softplus,
    square: tf.square,
    tanh: tf.tanh,
  };
  for (const [name, f] of Object.entries(everywhere)) {
    it(name, () => checkGradients(f, [3, 5]));
  }

  const within: Record<string, [Unary, [number, number]]> = {
    acos: [tf.acos, [-0.9, 0.9]],
    acosh: [tf.acosh, [1.2, 3]],
    asin: [tf.asin, [-0.9, 0.9]],
    atanh: [tf.atanh, [-0.9, 0.9]],
    log: [tf.log, [0.3, 3]],
    log1p: [tf.log1p, [-0.7, 2]],
    reciprocal: [tf.reciprocal, [0.4, 3]],
    'relu6, over both of its kinks': [tf.relu6, [-2, 8]],
    rsqrt: [tf.rsqrt, [0.4, 3]],
    sqrt: [tf.sqrt, [0.2, 3]],
    tan: [tf.tan, [-1.2, 1.2]],
  };
  for (const [name, [f, range]] of Object.entries(within)) {
    it(name, () => checkGradients(f, { shape: [3, 5], range }));
  }
});

describe('gradients of functions of two numbers, with broadcasting', () => {
  const shapes: [number[], number[]][] = [
    [
      [2, 3],
      [2, 3],
    ],
    [[2, 3], [3]],
    [[2, 1], [3]],
    [[], [2, 3]],
    [
      [2, 3, 2],
      [3, 1],
    ],
    [
      [1, 3],
      [2, 1, 1],
    ],
  ];
  const everywhere: Record<string, Binary> = {
    add: tf.add,
    maximum: tf.maximum,
    minimum: tf.minimum,
    mul: tf.mul,
    squaredDifference: tf.squaredDifference,
    sub: tf.sub,
  };
  const ofPositives: Record<string, Binary> = { atan2: tf.atan2, div: tf.div, mod: tf.mod, pow: tf.pow };
  for (const [a, b] of shapes) {
    for (const [name, f] of Object.entries(everywhere)) {
      it(`${name} of [${a}] and [${b}]`, () => checkGradients(f, a, b));
    }
    for (const [name, f] of Object.entries(ofPositives)) {
      it(`${name} of [${a}] and [${b}]`, () =>
        checkGradients(f, { shape: a, range: [2.05, 2.95] }, { shape: b, range: [1.05, 1.45] }));
    }
  }

  it('prelu, whose slope broadcasts', () => {
    checkGradients((x, slope) => tf.prelu(x, slope), [2, 3, 2], [2]);
  });

  it('addN', () => checkGradients((a, b, c) => tf.addN([a, b, c]), [2, 3], [2, 3], [2, 3]));
});

describe('gradients of a tensor that is used more than once', () => {
  it('adds them up', () => {
    checkGradients((x, y) => tf.add(tf.add(x, y), tf.mul(x, tf.sub(x, y))), [2, 3], [2, 3]);
    checkGradients((x, y) => tf.addN([x, x, y, tf.add(x, x)]), [2, 3], [2, 3]);
    checkGradients((x, y) => tf.mod(tf.add(x, y), tf.add(x, 5)), { shape: [3], range: [2, 3] }, [3]);
  });
});
