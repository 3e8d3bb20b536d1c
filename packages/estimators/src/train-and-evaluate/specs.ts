import { type CheckpointStorage, checkStorageName } from '@feedforward/checkpoint';
import type { TrainOptions } from '../estimator/estimator-options.ts';
import { Place } from '../estimator/place.ts';
import { checkWhole } from '../estimator/run-config.ts';
import type { InputFn } from '../input/input-fn.ts';
import type { ExportPath } from '../saved-model/exports.ts';
import type { Exporter } from './exporter.ts';

/** How `trainAndEvaluate` trains: TensorFlow's `TrainSpec`. */
export type TrainSpec = Pick<TrainOptions, 'inputFn' | 'maxSteps' | 'hooks' | 'savingListeners' | 'signal'>;

/** How `trainAndEvaluate` evaluates and exports: TensorFlow's `EvalSpec`. */
export interface EvalSpec {
  readonly inputFn: InputFn;
  /** How many batches at most; null for until the input ends. Default 100. */
  readonly steps?: number | null | undefined;
  /** Sets evaluations on other data apart in the log of scores. */
  readonly name?: string | undefined;
  /** Told of every evaluation. Default: none. */
  readonly exporters?: Exporter | readonly Exporter[] | undefined;
  /**
   * How many seconds an evaluator that runs beside training waits first. Here training and evaluation take turns, and as
   * in TensorFlow nobody waits. Default 120.
   */
  readonly startDelaySecs?: number | undefined;
  /** A checkpoint is not evaluated where the last evaluation began fewer seconds ago. Default 600. */
  readonly throttleSecs?: number | undefined;
}

/** The exporters, and where each has its exports: in a folder `export/<name>` of the `modelDir`. */
export type ExporterAndPath = readonly [exporter: Exporter, exportPath: ExportPath];

/** @throws RangeError for an option that is out of range, or two exporters of one name; Error for exporters without a `modelDir`. */
export function checkEvalSpec(
  { steps, exporters = [], startDelaySecs = 120, throttleSecs = 600 }: EvalSpec,
  modelDir: string | CheckpointStorage | undefined,
): readonly ExporterAndPath[] {
  checkWhole('evaluate', { steps: steps ?? undefined }, 1);
  for (const [option, seconds] of Object.entries({ startDelaySecs, throttleSecs })) {
    if (!(seconds >= 0)) throw new RangeError(`Cannot evaluate: ${option} must be 0 or more; it is ${seconds}.`);
  }
  const list = 'export' in exporters ? [exporters] : exporters;
  const twice = list.find(({ name }, i) => list.findIndex((other) => other.name === name) < i);
  if (twice) throw new RangeError(`Cannot export: there are two exporters "${twice.name}".`);
  return list.map((exporter) => [exporter, exportPath(checkStorageName(exporter.name), modelDir)]);
}

function exportPath(name: string, modelDir: string | CheckpointStorage | undefined): ExportPath {
  if (modelDir === undefined) throw new Error(`Cannot export by "${name}": the estimator has no modelDir.`);
  if (typeof modelDir !== 'string') return { base: modelDir, prefix: `export_${name}_` };
  return { base: new Place(modelDir).pathOf(`export/${name}`) };
}
