import type { Dataset } from '@feedforward/datasets';
import type { Experiment } from '../model/experiment.ts';
import { isSameData } from '../training/require-same-training.ts';
import { withClasses } from './class-names.ts';
import { type DataSource, titleOf } from './data-source.ts';
import { withFeatures } from './feature-order.ts';
import { isTable, type ReadData, readData, splitData } from './load-data.ts';

/** Examples to try a model on. */
export interface TestData {
  readonly examples: Dataset;
  /** Which they are, in a sentence. */
  readonly title: string;
}

/**
 * The part of data that a model has not been trained on: the data's own test part, or what was held out. Of data that
 * has neither, that the model has never seen, or that has changed since, it is all. Columns are put in the model's order.
 */
export async function testData(experiment: Experiment, source: DataSource = experiment.data): Promise<TestData> {
  const data = await readData({ ...source, label: source.label ?? experiment.data.label });
  const { examples, title } = choose(experiment, source, data);
  const inOrder = withFeatures(examples, experiment.featureNames);
  return { examples: withClasses(inOrder, data.classes, experiment.classes, titleOf(source)), title };
}

function choose(experiment: Experiment, source: DataSource, read: ReadData): TestData {
  const { data, validation, seed } = experiment;
  const name = titleOf(source);
  if (read.test) return { examples: read.test, title: `the ${read.test.length} test examples of ${name}` };
  const isUnchanged = isSameData(source, data) && read.examples.length === experiment.examples;
  if (isTable(source) && isUnchanged && validation > 0) {
    const { test } = splitData(source, read, validation, seed);
    if (test) return { examples: test, title: `the ${test.length} examples of ${name} that were held out` };
  }
  return { examples: read.examples, title: `all ${read.examples.length} examples of ${name}` };
}
