import { type CategoryValue, categoryValuesOf, isPresent } from './category-values.ts';
import type { CategoricalColumn, FeatureColumnConfig, Features } from './feature-column.ts';

/** A categorical column of one column of the input. */
export interface KeyedCategoricalColumn extends CategoricalColumn {
  /** The name of the input's column. */
  readonly key: string;
}

interface Parts {
  readonly key: string;
  readonly size: number;
  readonly config: FeatureColumnConfig;
  /** A value's category; −1 where it has none. */
  readonly categoryOf: (value: CategoryValue) => number;
}

/** The column that has a category for each value which is one. */
export function keyedCategoricalColumn({ key, size, config, categoryOf }: Parts): KeyedCategoricalColumn {
  const categories = (features: Features): number[][] =>
    categoryValuesOf(key, features).map((values) => values.filter(isPresent).map(categoryOf));
  return { name: key, key, size, categories, config };
}
