import { ColumnConfig } from './column-config.ts';
import { type Normalizer, rescale, standardize } from './normalizers.ts';

/** The normalizer with this config, which may be a stranger's JSON. @throws TypeError or RangeError that says what is wrong. */
export function normalizerFromConfig(config: unknown): Normalizer {
  const options = new ColumnConfig(config);
  const numbers = (option: string): number | readonly number[] => options.numberOrNumbers(option) ?? Number.NaN;
  if (options.type === 'standardize') {
    options.only('mean', 'scale');
    return standardize({ mean: numbers('mean'), scale: numbers('scale') });
  }
  if (options.type === 'rescale') {
    options.only('scale', 'offset');
    return rescale({ scale: numbers('scale'), offset: numbers('offset') });
  }
  throw new RangeError(`Unknown normalizer "${options.type}". Known are standardize, rescale.`);
}
