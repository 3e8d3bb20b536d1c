import type { FeatureColumn } from './feature-column.ts';
import { numericColumn } from './numeric-column.ts';

/**
 * The feature column with this config, such as JSON that was saved.
 * @throws TypeError or RangeError that says what is wrong with it.
 */
export function featureColumnFromConfig(config: unknown): FeatureColumn {
  if (typeof config !== 'object' || config === null || Reflect.get(config, 'type') !== 'numericColumn') {
    throw new RangeError('Cannot read feature column: it has no type that is known.');
  }
  return numericColumn(Reflect.get(config, 'key'), {
    shape: Reflect.get(config, 'shape'),
    defaultValue: Reflect.get(config, 'defaultValue'),
  });
}
