import type { Estimator } from '../estimator/estimator.ts';
import type { Evaluation } from '../estimator/estimator-options.ts';
import { checkWhole } from '../estimator/run-config.ts';
import type { CheckpointSaverListener } from '../hooks/checkpoint-saver-listener.ts';
import { IntervalTimer } from '../hooks/interval-timer.ts';
import { EvaluationsOfRun } from './evaluations-of-run.ts';
import { checkEvalSpec, type EvalSpec, type TrainSpec } from './specs.ts';

/**
 * Trains and, in between, evaluates and exports: TensorFlow's `train_and_evaluate`, as it runs in one process.
 *
 * A checkpoint is evaluated as soon as it is saved, by `config`'s `saveCheckpointsSteps` or `saveCheckpointsSecs`: all
 * but the first of a run, which has hardly trained, and those that follow an evaluation within `throttleSecs`. The last
 * is always evaluated, once, also where training was ended by its input or a hook, or an earlier process died before it
 * could. Without a `modelDir` there are no checkpoints, and it evaluates at the end only.
 *
 * @param options.now The time in milliseconds, by which evaluations are throttled. Default: the system's.
 * @returns The evaluation of the last step; and what the exporters gave then, in their order: undefined for one that
 *   did not export. Where there was nothing left to train, the evaluation is that of an earlier run, and nothing is
 *   exported.
 * @throws RangeError for a specification that is out of range, Error for exporters without a `modelDir`; and whatever
 *   `train`, `evaluate` and exporters throw.
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { loadIris } from '@feedforward/datasets';
 * import {
 *   arrayInputFn,
 *   bestExporter,
 *   DNNClassifier,
 *   loadSavedModel,
 *   numericColumn,
 *   silentLogger,
 *   stopIfNoDecreaseHook,
 *   trainAndEvaluate,
 * } from '@feedforward/estimators';
 *
 * const { features, labels } = loadIris();
 * const input = { x: { iris: features }, y: labels };
 * const classifier = new DNNClassifier({
 *   hiddenUnits: [10, 10],
 *   nClasses: 3,
 *   featureColumns: [numericColumn('iris', { shape: [4] })],
 *   modelDir: mkdtempSync(join(tmpdir(), 'iris-')),
 *   config: { randomSeed: 42, saveCheckpointsSteps: 100, logger: silentLogger },
 * });
 * const [{ globalStep, accuracy }, [best]] = await trainAndEvaluate(
 *   classifier,
 *   {
 *     inputFn: arrayInputFn({ ...input, numEpochs: null, shuffle: true }),
 *     maxSteps: 500,
 *     hooks: [stopIfNoDecreaseHook(classifier, 'loss', 300, { runEverySteps: 100 })],
 *   },
 *   { inputFn: arrayInputFn({ ...input, shuffle: false }), exporters: bestExporter(), throttleSecs: 0 },
 * );
 * console.log(globalStep, accuracy > 0.9); // 500 true
 * console.log((await loadSavedModel(best!)).globalStep); // 500
 * ```
 */
export async function trainAndEvaluate<Prediction extends object, Scores extends Readonly<Record<string, number>>>(
  estimator: Estimator<Prediction, Scores>,
  { inputFn, maxSteps, hooks, savingListeners = [], signal }: TrainSpec,
  evalSpec: EvalSpec,
  { now }: { readonly now?: (() => number) | undefined } = {},
): Promise<readonly [evaluation: Evaluation<Scores>, exports: readonly (string | undefined)[]]> {
  checkWhole('train', { maxSteps }, 1);
  const { logger, saveCheckpointsSteps: steps, saveCheckpointsSecs: secs = 600 } = estimator.config;
  const run = new EvaluationsOfRun(estimator, evalSpec, checkEvalSpec(evalSpec, estimator.modelDir));
  const { throttleSecs = 600 } = evalSpec;
  const timer = new IntervalTimer('evaluate', throttleSecs > 0 ? { seconds: throttleSecs } : { steps: 1 }, now);
  let isFirst = true;
  let evaluation: Evaluation<Scores> | undefined;
  const evaluator: CheckpointSaverListener = {
    async afterSave(globalStep) {
      if (isFirst) {
        isFirst = false;
      } else if (timer.isDue(globalStep)) {
        timer.restart(globalStep);
        await run.add(maxSteps !== undefined && globalStep >= maxSteps);
      } else {
        logger.info(`Skip the current checkpoint eval due to throttle secs (${throttleSecs} secs).`);
      }
    },
    async end(globalStep) {
      evaluation = await run.finish(globalStep);
    },
  };
  logger.info('Running training and evaluation locally (non-distributed).');
  logger.info(
    `Start train and evaluate loop. The evaluate will happen after every checkpoint. Checkpoint frequency is determined based on RunConfig arguments: save_checkpoints_steps ${steps ?? 'None'} or save_checkpoints_secs ${steps === undefined ? secs : 'None'}.`,
  );
  await estimator.train({ inputFn, maxSteps, hooks, signal, savingListeners: [...savingListeners, evaluator] });
  evaluation ??= await run.finishEarlier(await globalStepOf(estimator)); // there was nothing to train
  return [evaluation, run.exports];
}

async function globalStepOf(estimator: Pick<Estimator<object, Record<string, number>>, 'getVariableValue'>) {
  const { data } = await estimator.getVariableValue('global_step');
  return Number(data[0]);
}
