import { Dataset } from '@feedforward/datasets';

/** The data with its columns in this order, if they have these names in another. */
export function withFeatures(data: Dataset, names: readonly string[] | undefined): Dataset {
  const { features, labels, featureNames, labelNames } = data;
  if (!names || featureNames?.length !== names.length) return data;
  const columns = names.map((name) => featureNames.indexOf(name));
  const isReordered = new Set(columns).size === names.length && !columns.includes(-1);
  if (!isReordered || columns.every((column, i) => column === i)) return data;
  return new Dataset({ features: features.columns(columns), labels, featureNames: names, labelNames });
}
