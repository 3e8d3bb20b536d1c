import type { Model } from '@feedforward/layers';
import { titleOf } from '../data/data-source.ts';
import type { SplitData } from '../data/load-data.ts';
import type { Experiment } from '../model/experiment.ts';
import { widthsOf } from '../model/widths-of.ts';

/** What is going to be trained, in two lines. */
export function describeRun(experiment: Experiment, network: Model, { training, validation }: SplitData): string {
  const { data, classes, optimizer, learningRate, batchSize, seed, activation, dropout, hidden } = experiment;
  const held = validation ? `, ${count(validation.length)} held out` : '';
  const details = [
    ...(hidden.length > 0 ? [activation] : []),
    ...(dropout > 0 ? [`dropout ${dropout}`] : []),
    optimizer + (learningRate === undefined ? '' : ` ${learningRate}`),
    `batches of ${batchSize}`,
    `seed ${seed}`,
  ];
  return [
    `data     ${titleOf(data)}: ${count(training.length)} examples${held}; ${training.features.shape[1]} features, ${classes.length} classes`,
    `network  ${widthsOf(network).join('-')}: ${count(parameterCount(network))} parameters; ${details.join(', ')}`,
  ].join('\n');
}

export function parameterCount({ parameters }: Model): number {
  return parameters.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
}

const count = (n: number): string => n.toLocaleString('en-US');
