import type { SavedModelConfig } from './saved-model-config.ts';

/** A config whose parts are for those to check who read them. */
export interface UncheckedConfig extends Pick<SavedModelConfig, 'globalStep' | 'seed' | 'engine'> {
  readonly head: Readonly<Record<string, unknown>>;
  readonly network?: { readonly featureColumns: readonly unknown[]; readonly layers: readonly unknown[] } | undefined;
}

/** @throws RangeError for a text that `savedModelConfig` did not give, by its outermost parts. */
export function parseSavedModelConfig(text: string): UncheckedConfig {
  const config = parseJson(text);
  if (!isRecord(config)) throw new RangeError('What it tells of its network is no JSON object.');
  const { version, globalStep, seed, engine, head, network } = config;
  if (version !== 1) throw new RangeError(`Its version must be 1, it is ${JSON.stringify(version)}.`);
  if (!isCount(globalStep) || !isCount(seed) || !isEngine(engine)) {
    throw new RangeError('It lacks a globalStep, a seed or an engine.');
  }
  if (!isRecord(head)) throw new RangeError('It does not say what its outputs mean: it has no head.');
  if (network === undefined) return { globalStep, seed, engine, head };
  if (!isRecord(network) || !isList(network.featureColumns) || !isList(network.layers)) {
    throw new RangeError('Its network must have lists of featureColumns and layers.');
  }
  const { featureColumns, layers } = network;
  return { globalStep, seed, engine, head, network: { featureColumns, layers } };
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isEngine = (value: unknown): value is SavedModelConfig['engine'] => value === 'compiled' || value === 'autodiff';
