import type { CategoricalColumn, FeatureColumn } from './feature-column.ts';
import { multiHot } from './multi-hot.ts';

/**
 * Categories as one-hot, or, where an example has several, as how often it has each: TensorFlow's `indicator_column`.
 * It gives as many numbers as there are categories; all 0 where a value is missing.
 *
 * @example
 * ```ts
 * import { categoricalColumnWithVocabularyList, indicatorColumn } from '@feedforward/estimators';
 *
 * const name = categoricalColumnWithVocabularyList('name', { vocabularyList: ['bob', 'george', 'wanda'] });
 * const column = indicatorColumn(name);
 * console.log(column.encode({ name: [['bob'], ['wanda', 'bob', 'bob'], []] }).toRows()); // [[1, 0, 0], [2, 0, 1], [0, 0, 0]]
 * ```
 */
export function indicatorColumn(column: CategoricalColumn): FeatureColumn {
  return {
    name: `${column.name}_indicator`,
    width: column.size,
    encode: (features) => multiHot(column, features, () => 1),
    config: column.config && { type: 'indicatorColumn', column: column.config },
  };
}
