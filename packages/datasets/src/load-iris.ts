import { Dataset } from './dataset.ts';
import { irisDigits } from './iris-digits.ts';
import { Matrix } from './matrix.ts';

/**
 * Fisher's iris data set (1936): 150 flowers, 50 of each species, and 4 measurements of each in centimetres. The
 * values and their order are scikit-learn's.
 *
 * @example
 * ```ts
 * import { loadIris } from '@feedforward/datasets';
 *
 * const iris = loadIris();
 * console.log(iris.features.shape, iris.labelNames); // [150, 4] ['setosa', 'versicolor', 'virginica']
 * console.log(iris.features.toRows()[0]); // [5.1, 3.5, 1.4, 0.2]
 * ```
 */
export function loadIris(): Dataset<Int32Array> {
  const millimetres = irisDigits.match(/\d\d/g) ?? [];
  return new Dataset({
    features: new Matrix(
      Float64Array.from(millimetres, (digits) => Number(digits) / 10),
      [150, 4],
    ),
    labels: Int32Array.from({ length: 150 }, (_, i) => Math.floor(i / 50)),
    featureNames: ['sepal length (cm)', 'sepal width (cm)', 'petal length (cm)', 'petal width (cm)'],
    labelNames: ['setosa', 'versicolor', 'virginica'],
  });
}
