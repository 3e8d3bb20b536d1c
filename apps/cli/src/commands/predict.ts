import { readFile } from '@feedforward/checkpoint';
import { Matrix } from '@feedforward/datasets';
import type { Context } from '../context.ts';
import { scaleFeatures } from '../data/scaling.ts';
import { testData } from '../data/test-data.ts';
import { classify, type Verdict } from '../model/classify.ts';
import type { Experiment } from '../model/experiment.ts';
import { loadTrainedModel } from '../model/trained-model.ts';
import { fitPicture } from '../pictures/fit-picture.ts';
import type { Picture } from '../pictures/picture.ts';
import { pictureGallery } from '../pictures/picture-gallery.ts';
import { readPng } from '../pictures/read-png.ts';
import { table } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';

/** What `feedforward predict` takes. */
export interface PredictOptions {
  /** Rows of the test data. */
  readonly rows?: readonly number[];
  /** Features of more examples. */
  readonly row?: readonly (readonly number[])[];
}

/** An example to classify. */
interface Input {
  readonly name: string;
  readonly features: ArrayLike<number>;
  readonly picture?: Picture | undefined;
  /** The right class, where it is known. */
  readonly label?: string | undefined;
}

/** Classifies pictures, rows of the test data, or features from the command line. */
export async function predict(
  path: string,
  files: readonly string[],
  { rows = [], row = [] }: PredictOptions,
  { io, report }: Context,
): Promise<void> {
  if (files.length + rows.length + row.length === 0) {
    throw new UsageError('Say what to classify: PNG files, --rows 0..9 of the test data, or --row 5.1,3.5,1.4,0.2');
  }
  const { trainer, experiment } = await loadTrainedModel(path, io.program);
  const width = trainer.model.inputShape[0] ?? 0;
  const inputs = [
    ...(await Promise.all(files.map((file) => fromPicture(file, experiment, width)))),
    ...(rows.length > 0 ? await fromTestData(rows, experiment, width) : []),
    ...row.map((features) => fromFeatures(features, width)),
  ];
  const features = Matrix.from(inputs.map((input) => input.features));
  const { scaling, classes } = experiment;
  const verdicts = await classify(trainer, scaling ? scaleFeatures(features, scaling) : features, classes);
  inputs.forEach(({ name, label }, i) => {
    const { className, ...verdict } = verdicts[i]!;
    report.json({ input: name, class: className, ...verdict, label });
  });
  if (inputs.every(({ picture }) => picture)) report.drawing(pictures(inputs, verdicts, io));
  else report.text(lines(inputs, verdicts));
}

async function fromPicture(file: string, { scaling, data }: Experiment, width: number): Promise<Input> {
  const side = sideOf(width);
  if (scaling || !side) {
    throw new UsageError(`Cannot look at "${file}": this model takes ${width} numbers, not pictures. Give it --row.`);
  }
  const share = data.kind === 'fashion-mnist' ? 1 : undefined; // garments fill the picture
  const picture = fitPicture(readPng(await readFile(file), file), { side, share, name: file });
  return { name: file, features: picture.pixels, picture };
}

async function fromTestData(rows: readonly number[], experiment: Experiment, width: number): Promise<Input[]> {
  const { examples, title } = await testData(experiment);
  const side = experiment.scaling ? undefined : sideOf(width);
  return rows.map((index) => {
    if (index >= examples.length) {
      throw new UsageError(`Cannot take row ${index}: ${title} are counted from 0 to ${examples.length - 1}.`);
    }
    const pixels = examples.features.row(index);
    const picture = side ? { width: side, height: side, pixels } : undefined;
    return { name: `row ${index}`, features: pixels, picture, label: experiment.classes[examples.labels[index]!] };
  });
}

function fromFeatures(features: readonly number[], width: number): Input {
  if (features.length === width) return { name: features.join(','), features };
  throw new UsageError(
    `Cannot take --row ${features.join(',')}: this model takes ${width} numbers, these are ${features.length}.`,
  );
}

/** The side of a square picture of so many pixels. */
function sideOf(pixels: number): number | undefined {
  const side = Math.sqrt(pixels);
  return Number.isInteger(side) && side >= 8 ? side : undefined;
}

function pictures(inputs: readonly Input[], verdicts: readonly Verdict[], { stdout }: Context['io']): string {
  const drawn = inputs.flatMap(({ name, picture, label }, i) => {
    const { className, probability } = verdicts[i]!;
    const truth = label === undefined || label === className ? '' : ` (is ${label})`;
    return picture ? [{ picture, caption: `${name}: ${className}  ${percent(probability)}${truth}` }] : [];
  });
  return pictureGallery(drawn, stdout);
}

function lines(inputs: readonly Input[], verdicts: readonly Verdict[]): string {
  const known = inputs.some(({ label }) => label !== undefined);
  return table([
    ['input', 'class', 'probability', ...(known ? ['label'] : [])],
    ...inputs.map(({ name, label }, i) => {
      const { className, probability } = verdicts[i]!;
      return [name, className, percent(probability), ...(known ? [label ?? ''] : [])];
    }),
  ]);
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
