export { type ActivationLayerOptions, activation } from './activation.ts';
export type { ActivationName } from './activations/activations.ts';
export {
  type ActivationConfig,
  type ActivationSpec,
  activationNames,
  type GeluOptions,
  type LeakyReluOptions,
} from './activations/resolve-activation.ts';
export { type BatchNormalizationOptions, batchNormalization } from './batch-normalization.ts';
export { type DenseOptions, dense } from './dense.ts';
export { type DropoutOptions, drawDropoutMask, dropout } from './dropout.ts';
export { type FlattenOptions, flatten } from './flatten.ts';
export { freeze } from './freeze.ts';
export { constant, ones, zeros } from './initializers/constant.ts';
export type { Initializer, InitializerConfig } from './initializers/initializer.ts';
export { type InitializerName, initializerFromConfig } from './initializers/named-initializers.ts';
export { type OrthogonalOptions, orthogonal } from './initializers/orthogonal.ts';
export {
  type NormalOptions,
  randomNormal,
  randomUniform,
  truncatedNormal,
  type UniformOptions,
} from './initializers/random.ts';
export {
  glorotNormal,
  glorotUniform,
  heFanAverage,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
} from './initializers/variance-scaling.ts';
export type { CallContext, Layer, LayerConfig, ParameterSpec, Shape } from './layer.ts';
export { type LogitsBeneath, logitsBeneath } from './logits-beneath.ts';
export type { ApplyContext, InitialValues, Model, ModelConfig, ModelLayer, ModelParameter } from './model.ts';
export { modelFromConfig } from './model-from-config.ts';
export { initializeParameters } from './model-parameters.ts';
export { type NamePattern, namesMatching } from './name-pattern.ts';
export type { LayerOutputKind, OutputKind } from './output-kind.ts';
export { type SequentialOptions, sequential } from './sequential.ts';
export { summary } from './summary.ts';
