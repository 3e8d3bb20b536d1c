export { hinge } from './hinge.ts';
export { type HuberOptions, huber } from './huber.ts';
export type { Loss, LossConfig, LossOptions, Reduction } from './loss.ts';
export { lossFromConfig } from './loss-from-config.ts';
export { meanAbsoluteError } from './mean-absolute-error.ts';
export { meanSquaredError } from './mean-squared-error.ts';
export { sigmoidCrossEntropy } from './sigmoid-cross-entropy.ts';
export { softmaxCrossEntropy } from './softmax-cross-entropy.ts';
export { sparseSoftmaxCrossEntropy } from './sparse-softmax-cross-entropy.ts';
