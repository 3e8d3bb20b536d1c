import type { LayerConfig } from '@feedforward/layers';
import type { Plan, Trainer } from '@feedforward/training';
import type { EstimatorParts } from '../estimator/estimator-parts.ts';
import type { FeatureColumn, FeatureColumnConfig } from '../feature-columns/feature-column.ts';
import type { HeadConfig } from '../heads/head.ts';

/** What, beside the parameters, it takes to predict. */
export interface SavedModelConfig {
  /** Of this description. */
  readonly version: 1;
  readonly globalStep: number;
  /** Of the stream that shuffles an input. */
  readonly seed: number;
  /** How predictions were computed: the other way, the last bits may differ. */
  readonly engine: Plan['kind'];
  readonly head: HeadConfig;
  /** Undefined for a baseline, which is a bias and no more. */
  readonly network?: DenseNetworkConfig | undefined;
}

/** Columns of features, and the layers that come after them. */
export interface DenseNetworkConfig {
  readonly featureColumns: readonly FeatureColumnConfig[];
  readonly layers: readonly (LayerConfig & { readonly name: string })[];
}

/** @throws RangeError that names a feature column or layer which cannot be written down. */
export function savedModelConfig(
  { head, kind, ...parts }: EstimatorParts<unknown, unknown>,
  { globalStep, seed, plan }: Trainer,
): SavedModelConfig {
  const network = parts.featureColumns && networkConfig(kind, parts, parts.featureColumns);
  return { version: 1, globalStep, seed, engine: plan.kind, head: head.config, network };
}

function networkConfig(
  kind: string,
  { input, network }: Pick<EstimatorParts<unknown, unknown>, 'input' | 'network'>,
  featureColumns: readonly FeatureColumn[],
): DenseNetworkConfig {
  const cannot = `Cannot export the ${kind}`;
  const withoutConfig = featureColumns.find(({ config }) => !config);
  if (withoutConfig) {
    throw new RangeError(
      `${cannot}: feature column "${withoutConfig.name}" holds a function, such as a normalizerFn, which no file can. Use standardize or rescale as its normalizerFn, or apply the function to the input instead.`,
    );
  }
  const layers = network.layers.slice(input.layers.length); // the columns say what the input's are
  const own = layers.find(({ layer }) => !layer.config);
  if (own) throw new RangeError(`${cannot}: layer "${own.name}" is not one of this library.`);
  return {
    featureColumns: featureColumns.flatMap(({ config }) => config ?? []),
    layers: layers.flatMap(({ name, layer }) => (layer.config ? [{ ...layer.config, name }] : [])),
  };
}
