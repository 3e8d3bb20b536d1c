import { confusionMatrix, f1, precision, recall, score } from '@feedforward/metrics';
import type { Context } from '../context.ts';
import { dataSource } from '../data/data-source.ts';
import { scaleDataset } from '../data/scaling.ts';
import { testData } from '../data/test-data.ts';
import { loadTrainedModel } from '../model/trained-model.ts';
import { table } from '../terminal/table.ts';

/** What `feedforward evaluate` takes. */
export interface EvaluateOptions {
  readonly label?: string;
  readonly source?: string;
}

const mostInMatrix = 12;

/** Scores a saved model. */
export async function evaluate(
  path: string,
  dataName: string | undefined,
  options: EvaluateOptions,
  { io, report }: Context,
): Promise<void> {
  const source = dataName === undefined ? undefined : dataSource(dataName, options);
  const { trainer, experiment } = await loadTrainedModel(path, io.program);
  const { examples, title } = await testData(experiment, source);
  const data = experiment.scaling ? scaleDataset(examples, experiment.scaling) : examples;
  const { classes } = experiment;

  const scores = await trainer.evaluate(data);
  const outputs = await trainer.predict(data.features);
  const confusion = score(confusionMatrix(classes.length), outputs, data.labels).toRows();
  const [precisions, recalls, f1s] = [precision, recall, f1].map((metric) =>
    score(metric({ average: 'none' }), outputs, data.labels),
  );
  const perClass = classes.map((name, i) => ({
    class: name,
    precision: precisions![i]!,
    recall: recalls![i]!,
    f1: f1s![i]!,
    examples: confusion[i]!.reduce((sum, count) => sum + count, 0),
  }));

  report.json({ data: title, examples: data.length, ...scores, globalStep: trainer.globalStep, perClass, confusion });
  report.text(`On ${title}, after ${trainer.globalStep} steps:`);
  report.text(`accuracy  ${(scores.accuracy ?? Number.NaN).toFixed(4)}\nloss      ${scores.loss.toFixed(4)}\n`);
  report.text(
    table([
      ['class', 'precision', 'recall', 'f1', 'examples'],
      ...perClass.map((row) => [
        row.class,
        ...[row.precision, row.recall, row.f1].map((value) => value.toFixed(4)),
        String(row.examples),
      ]),
    ]),
  );
  if (classes.length > mostInMatrix) return;
  const rows = confusion.map((counts, i) => [classes[i]!, ...counts.map(String)]);
  report.text('\nEach class (row), and what it was taken for (column):');
  report.text(table([['', ...classes.map((name) => name.slice(0, 10))], ...rows]));
}
