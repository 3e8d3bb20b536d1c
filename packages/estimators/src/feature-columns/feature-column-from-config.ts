import { initializerFromConfig } from '@feedforward/layers';
import { bucketizedColumn } from './bucketized-column.ts';
import { categoricalColumnWithHashBucket } from './categorical-column-with-hash-bucket.ts';
import { categoricalColumnWithIdentity } from './categorical-column-with-identity.ts';
import { categoricalColumnWithVocabularyList } from './categorical-column-with-vocabulary-list.ts';
import { ColumnConfig } from './column-config.ts';
import { crossedColumn } from './crossed-column.ts';
import { type Combiner, embeddingColumn } from './embedding-column.ts';
import type { CategoricalColumn, FeatureColumn } from './feature-column.ts';
import { indicatorColumn } from './indicator-column.ts';
import { normalizerFromConfig } from './normalizer-from-config.ts';
import { type NumericColumn, numericColumn } from './numeric-column.ts';

type Readers<T> = Readonly<Record<string, (config: ColumnConfig) => T>>;

const denseColumns: Readers<FeatureColumn> = {
  numericColumn: numericFrom,
  bucketizedColumn: bucketizedFrom,
  indicatorColumn: (config) => indicatorColumn(categoricalFrom(config.only('column').value('column'))),
  embeddingColumn: (config) => {
    config.only('column', 'dimension', 'combiner', 'initializer', 'maxNorm', 'trainable');
    return embeddingColumn(categoricalFrom(config.value('column')), {
      dimension: config.number('dimension'),
      combiner: combinerOf(config.string('combiner')),
      initializer: initializerFromConfig(config.value('initializer')),
      maxNorm: config.optionalNumber('maxNorm'),
      trainable: config.optionalBoolean('trainable'),
    });
  },
};

const categoricalColumns: Readers<CategoricalColumn> = {
  bucketizedColumn: bucketizedFrom,
  categoricalColumnWithHashBucket: (config) =>
    categoricalColumnWithHashBucket(config.only('key', 'hashBucketSize').string('key'), {
      hashBucketSize: config.number('hashBucketSize'),
    }),
  categoricalColumnWithIdentity: (config) =>
    categoricalColumnWithIdentity(config.only('key', 'numBuckets', 'defaultValue').string('key'), {
      numBuckets: config.number('numBuckets'),
      defaultValue: config.optionalNumber('defaultValue'),
    }),
  categoricalColumnWithVocabularyList: (config) => {
    config.only('key', 'vocabularyList', 'defaultValue', 'numOovBuckets');
    return categoricalColumnWithVocabularyList(config.string('key'), {
      vocabularyList: config.stringsOrNumbers('vocabularyList'),
      defaultValue: config.optionalNumber('defaultValue'),
      numOovBuckets: config.optionalNumber('numOovBuckets'),
    });
  },
  crossedColumn: (config) => {
    config.only('keys', 'hashBucketSize', 'hashKey');
    return crossedColumn(
      config.list('keys').map((key) => (typeof key === 'string' ? key : categoricalFrom(key))),
      { hashBucketSize: config.number('hashBucketSize'), hashKey: config.optionalNumber('hashKey') },
    );
  },
};

/**
 * The feature column with this config, such as JSON that was saved. Nothing in it is trusted: an option that is not
 * known is an error as well.
 *
 * @example
 * ```ts
 * import { featureColumnFromConfig, numericColumn } from '@feedforward/estimators';
 *
 * const json = JSON.stringify(numericColumn('pixels', { shape: [28, 28] }).config);
 * console.log(featureColumnFromConfig(JSON.parse(json)).width); // 784
 * ```
 * @throws TypeError or RangeError that says what is wrong with it.
 */
export function featureColumnFromConfig(config: unknown): FeatureColumn {
  return columnFrom(config, 'feature column', denseColumns);
}

function categoricalFrom(config: unknown): CategoricalColumn {
  return columnFrom(config, 'categorical column', categoricalColumns);
}

function columnFrom<T>(config: unknown, kind: string, readers: Readers<T>): T {
  const column = new ColumnConfig(config);
  const read = Object.hasOwn(readers, column.type) ? readers[column.type] : undefined;
  if (read) return read(column);
  throw new RangeError(`Unknown ${kind} "${column.type}". Known are ${Object.keys(readers).join(', ')}.`);
}

function numericFrom(config: ColumnConfig): NumericColumn {
  const normalizer = config.only('key', 'shape', 'defaultValue', 'normalizer').value('normalizer');
  return numericColumn(config.string('key'), {
    shape: config.numbers('shape'),
    defaultValue: config.numberOrNumbers('defaultValue'),
    normalizerFn: normalizer === undefined ? undefined : normalizerFromConfig(normalizer),
  });
}

function bucketizedFrom(config: ColumnConfig): FeatureColumn & CategoricalColumn {
  const source = new ColumnConfig(config.only('source', 'boundaries').value('source'));
  if (source.type !== 'numericColumn') {
    throw new RangeError(`Cannot read bucketizedColumn: its source must be a numericColumn, found ${source.type}.`);
  }
  return bucketizedColumn(numericFrom(source), { boundaries: config.numbers('boundaries') });
}

function combinerOf(name: string): Combiner {
  if (name === 'mean' || name === 'sqrtn' || name === 'sum') return name;
  throw new RangeError(`Cannot read embeddingColumn: combiner must be mean, sqrtn or sum, found ${name}.`);
}
