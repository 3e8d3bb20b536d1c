import { ConfigOptions, typeOfConfig } from '../config-options.ts';
import { unknownName } from '../unknown-name.ts';
import { constant, ones, zeros } from './constant.ts';
import type { Initializer } from './initializer.ts';
import { orthogonal } from './orthogonal.ts';
import { randomNormal, randomUniform, truncatedNormal } from './random.ts';
import {
  glorotNormal,
  glorotUniform,
  heFanAverage,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
} from './variance-scaling.ts';

/** The name of an initializer, with its default options. */
export type InitializerName =
  | 'glorotNormal'
  | 'glorotUniform'
  | 'heFanAverage'
  | 'heNormal'
  | 'heUniform'
  | 'lecunNormal'
  | 'lecunUniform'
  | 'ones'
  | 'orthogonal'
  | 'randomNormal'
  | 'randomUniform'
  | 'truncatedNormal'
  | 'zeros';

/** The initializers that need no options. */
const byName: Readonly<Record<InitializerName, () => Initializer>> = {
  glorotNormal,
  glorotUniform,
  heFanAverage,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  ones,
  orthogonal,
  randomNormal,
  randomUniform,
  truncatedNormal,
  zeros,
};

/** The initializers that take options, and which. */
const withOptions: ReadonlyMap<string, readonly [options: readonly string[], make: (o: ConfigOptions) => Initializer]> =
  new Map([
    ['constant', [['value'], (o) => constant(o.requiredNumber('value'))]],
    ['orthogonal', [['gain'], (o) => orthogonal({ gain: o.number('gain') })]],
    ['randomNormal', [['mean', 'standardDeviation'], (o) => randomNormal(normalOptions(o))]],
    ['randomUniform', [['low', 'high'], (o) => randomUniform({ low: o.number('low'), high: o.number('high') })]],
    ['truncatedNormal', [['mean', 'standardDeviation'], (o) => truncatedNormal(normalOptions(o))]],
  ]);

function normalOptions(o: ConfigOptions): { mean: number | undefined; standardDeviation: number | undefined } {
  return { mean: o.number('mean'), standardDeviation: o.number('standardDeviation') };
}

function isInitializerName(name: unknown): name is InitializerName {
  return typeof name === 'string' && Object.hasOwn(byName, name);
}

/** An initializer as a layer takes it: one by name, or itself. @throws RangeError with the nearest known name. */
export function resolveInitializer(initializer: Initializer | InitializerName): Initializer {
  if (typeof initializer === 'function') return initializer;
  if (isInitializerName(initializer)) return byName[initializer]();
  throw unknownName('initializer', initializer, Object.keys(byName));
}

/**
 * The initializer with this config, `{ type, … }`, such as JSON that was saved.
 * @throws TypeError or RangeError that says what is wrong with it: a type that is not known, an option that the type
 * does not have, or a value of the wrong type.
 */
export function initializerFromConfig(config: unknown): Initializer {
  const type = typeOfConfig('initializer', config);
  const [options, make] = withOptions.get(String(type)) ?? [];
  if (options && make) return make(new ConfigOptions(`initializer "${type}"`, config, options));
  if (!isInitializerName(type)) throw unknownName('initializer', type, [...Object.keys(byName), 'constant']);
  new ConfigOptions(`initializer "${type}"`, config, []); // refuses options
  return byName[type]();
}
