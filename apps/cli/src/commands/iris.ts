import { loadIris } from '@feedforward/datasets';
import { Perceptron } from '@feedforward/estimators';
import type { Context } from '../context.ts';
import { scatter } from '../terminal/scatter.ts';
import { UsageError } from '../usage-error.ts';

/** What `feedforward iris` takes. */
export interface IrisOptions {
  readonly seed: number;
  /** Petal length and width. */
  readonly row: readonly (readonly number[])[];
}

/** Trains the perceptron that tells Iris setosa by its petals. */
export async function iris({ seed, row }: IrisOptions, { report }: Context): Promise<void> {
  const wrong = row.find((features) => features.length !== 2);
  if (wrong) throw new UsageError(`Cannot take --row ${wrong.join(',')}: it is a petal's length and width, 2 numbers.`);
  const data = loadIris();
  const petals = data.features.columns([2, 3]);
  const isSetosa = data.labels.map((species) => (species === 0 ? 1 : 0));
  const perceptron = new Perceptron({ randomState: seed }).fit(petals, isSetosa);

  const { coef, intercept, nIter } = perceptron;
  const [weights] = coef;
  const accuracy = perceptron.score(petals, isSetosa);
  const predictions = perceptron.predict(row);
  report.json({
    coef,
    intercept,
    epochs: nIter,
    accuracy,
    predictions: row.map((features, i) => ({ features, class: predictions[i] })),
  });
  report.text(
    scatter(
      petals.toRows().map(([x = 0, y = 0], i) => ({ x, y, mark: isSetosa[i] ? 'o' : '+' })),
      { width: 60, height: 16, xLabel: 'petal length (cm)', yLabel: 'petal width (cm)' },
      (x, y) => weights![0]! * x + weights![1]! * y + intercept[0]!,
    ),
  );
  report.text('o setosa   + versicolor, virginica   · the boundary\n');
  report.text(`coef       ${weights!.map((weight) => weight.toFixed(4)).join('  ')}`);
  report.text(`intercept  ${intercept[0]!.toFixed(4)}`);
  report.text(`epochs     ${nIter}`);
  report.text(`accuracy   ${accuracy.toFixed(4)}`);
  row.forEach((features, i) => {
    report.text(`petal ${features.join(' × ')} cm: ${predictions[i]} (${predictions[i] ? 'setosa' : 'not setosa'})`);
  });
}
