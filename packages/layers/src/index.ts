export type { Initializer } from './initializers/initializer.ts';
export type { CallContext, Layer, LayerConfig, ParameterSpec, Shape } from './layer.ts';
