import { checkLayer } from '@feedforward/contracts';
import * as tf from '@tensorflow/tfjs-core';
import { activationNames } from './activations/resolve-activation.ts';
import { activation, batchNormalization, dense, dropout, flatten, type Layer } from './index.ts';

checkLayer('dense(3)', () => dense(3), { inputShape: [4] });
checkLayer('dense, wide', () => dense(30, { activation: 'relu', kernelInitializer: 'heNormal' }), { inputShape: [70] });
checkLayer('dense without bias', () => dense(3, { useBias: false, activation: 'tanh' }), { inputShape: [4] });
checkLayer('dense, frozen', () => dense(3, { activation: 'elu', trainable: false }), { inputShape: [4] });
for (const name of activationNames) {
  checkLayer(`dense with ${name}`, () => dense(3, { activation: name }), { inputShape: [4] });
  checkLayer(`activation('${name}')`, () => activation(name), { inputShape: [6] });
}
checkLayer('leakyRelu of slope 0.05', () => activation({ type: 'leakyRelu', alpha: 0.05 }), { inputShape: [2, 3] });
checkLayer('gelu by tanh', () => activation({ type: 'gelu', approximate: true }), { inputShape: [6] });
checkLayer('dropout(0.4)', () => dropout(0.4), { inputShape: [10] });
checkLayer('dropout(0)', () => dropout(0), { inputShape: [3] });
checkLayer('flatten()', () => flatten(), { inputShape: [2, 3, 2] });
checkLayer('batchNormalization()', () => batchNormalization(), { inputShape: [4] });
checkLayer('batchNormalization of pictures', () => batchNormalization({ momentum: 0.5 }), { inputShape: [2, 2, 3] });
checkLayer('batchNormalization, frozen', () => batchNormalization({ trainable: false }), { inputShape: [2, 3] });
checkLayer('bare batchNormalization', () => batchNormalization({ center: false, scale: false }), { inputShape: [4] });

const ownSwish: Layer = {
  name: 'own-swish',
  outputShape: (inputShape) => inputShape,
  call: (x) => tf.mul(x, tf.sigmoid(x)),
};
checkLayer("a layer of the user's own", () => ownSwish, { inputShape: [5] });
