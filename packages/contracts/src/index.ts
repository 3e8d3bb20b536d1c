export { checkEstimator } from './check-estimator/check-estimator.ts';
export type { Answer, EstimatorUnderTest, Examples, Task } from './check-estimator/estimator-under-test.ts';
export { type Argument, checkGradients } from './check-gradients.ts';
export { checkLayer, type LayerCheck } from './check-layer.ts';
export { checkLoss, type LossTraits } from './check-loss.ts';
export { checkOptimizer } from './check-optimizer.ts';
export { checkStorage, type OpenStorage } from './check-storage.ts';
export { expectClose, type Tolerance } from './close.ts';
