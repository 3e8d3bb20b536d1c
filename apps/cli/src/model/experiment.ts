import { dirname, relative, resolve } from 'node:path';
import { type DataSource, isUrl } from '../data/data-source.ts';
import type { Scaling } from '../data/scaling.ts';

/** What was trained on what, and how: all that going on, scoring and predicting need beside the saved state. */
export interface Experiment {
  readonly data: DataSource;
  /** How many examples there were, those held out among them: others cannot be split in the same way. */
  readonly examples: number;
  /** How much of the data was held out: a share below 1, or a count. */
  readonly validation: number;
  readonly seed: number;
  readonly hidden: readonly number[];
  readonly activation: string;
  readonly dropout: number;
  readonly optimizer: string;
  /** Default: the optimizer's own. */
  readonly learningRate?: number | undefined;
  readonly batchSize: number;
  /** The classes' names, by the network's output. */
  readonly classes: readonly string[];
  readonly featureNames?: readonly string[] | undefined;
  /** What features go through before the network sees them. */
  readonly scaling?: Scaling | undefined;
  /** The command that made it. */
  readonly command: 'train' | 'demo';
}

/** As a text in the file's metadata. The data's path is kept relative to the file's folder, so both can move. */
export function encodeExperiment(experiment: Experiment, file: string): string {
  const { path } = experiment.data;
  const kept = path === undefined || isUrl(path) ? path : relative(dirname(resolve(file)), path) || '.';
  return JSON.stringify({ ...experiment, data: { ...experiment.data, path: kept } });
}

/** @throws RangeError if the text is not one that {@link encodeExperiment} made. */
export function decodeExperiment(text: string, file: string): Experiment {
  const found = parse(text);
  if (!isExperiment(found)) throw new RangeError(`Cannot use "${file}": what it says of its training is not whole.`);
  const { path } = found.data;
  const absolute = path === undefined || isUrl(path) ? path : resolve(dirname(resolve(file)), path);
  return { ...found, data: { ...found.data, path: absolute } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isExperiment(value: unknown): value is Experiment {
  if (!isRecord(value)) return false;
  const { data, hidden, scaling, featureNames, classes } = value;
  const numbers = [
    value.examples,
    value.validation,
    value.seed,
    value.dropout,
    value.batchSize,
    value.learningRate ?? 0,
  ];
  return (
    isRecord(data) &&
    ['mnist', 'fashion-mnist', 'iris', 'idx', 'csv'].includes(String(data.kind)) &&
    [data.path ?? '', data.label ?? '', value.activation, value.optimizer, value.command].every(isText) &&
    isTexts(classes) &&
    (featureNames === undefined || isTexts(featureNames)) &&
    isNumbers(numbers) &&
    isNumbers(hidden) &&
    (scaling === undefined || (isRecord(scaling) && isNumbers(scaling.mean) && isNumbers(scaling.deviation)))
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isText = (value: unknown): boolean => typeof value === 'string';

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

const isNumbers = (value: unknown): boolean => Array.isArray(value) && value.every(Number.isFinite);
