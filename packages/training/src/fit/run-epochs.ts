import type { Dataset, Targets } from '@feedforward/datasets';
import { RandomState } from '@feedforward/random';
import type { BatchBeginEvent, Callback, EpochBeginEvent, TrainEvent } from '../callbacks/callback.ts';
import type { BatchResult, CheckedBatch } from '../engine/engine.ts';
import { NonFiniteLossError } from '../non-finite-loss-error.ts';
import type { Cursor } from '../state/train-state.ts';
import type { Trainer } from '../trainer.ts';
import { checkPlace } from './check-fit.ts';
import { withClassWeight } from './class-weight.ts';
import type { EpochReport, FitOptions } from './fit.ts';
import type { ScoreKeeper, Scores } from './scores.ts';

/** What a run works on. */
export interface Run {
  readonly trainer: Trainer;
  readonly data: Dataset<Targets>;
  readonly options: FitOptions & { readonly epochs: number; readonly batchSize: number; readonly shuffle: boolean };
  readonly callbacks: readonly Callback[];
  /** The trainer's place in its data, which the run moves on. */
  cursor: Cursor;
  /** Makes what the callbacks remember part of the trainer's state. */
  begin(): void;
  /** Gives the callbacks what they remembered, if the trainer's state was set since. */
  recall(): void;
  /** Keeps what the callbacks remember for another run, unless this one is over. */
  end(isOver: boolean): void;
  /** Runs an epoch, if no other is being run. */
  alone<T>(epoch: () => Promise<T>): Promise<T>;
  /** Begins a count of loss and metrics. */
  scores(): ScoreKeeper;
  /** To be awaited before each step. */
  prepare(): Promise<void>;
  /** One training step. */
  train(batch: CheckedBatch): BatchResult;
}

/** Trains epoch after epoch, from where the cursor stands, giving a report of each that is finished. */
export async function* runEpochs(run: Run): AsyncGenerator<EpochReport, void> {
  const { trainer, options } = run;
  let stopped = false;
  let failed = false;
  const event: TrainEvent = {
    trainer,
    epochs: options.epochs,
    stop: () => {
      stopped = true;
    },
  };
  const finished = () => stopped || trainer.globalStep >= (options.stopAtStep ?? Number.POSITIVE_INFINITY);
  for (const callback of run.callbacks) await callback.onTrainBegin?.(event);
  run.begin();
  try {
    run.recall();
    while (run.cursor.epoch < options.epochs && !finished()) {
      const report = await run.alone(() => runEpoch(run, event, finished));
      if (report) yield report;
      run.recall();
    }
  } catch (error) {
    failed = true;
    throw error;
  } finally {
    const isOver = !failed && (stopped || run.cursor.epoch >= options.epochs);
    try {
      for (const callback of run.callbacks) await callback.onTrainEnd?.({ ...event, isOver });
    } finally {
      run.end(isOver);
    }
  }
}

/**
 * One epoch, or what is left of it; nothing if training is to stop before its end, or someone sets the state, so that
 * it is to go on from another place.
 */
async function runEpoch(run: Run, event: TrainEvent, finished: () => boolean): Promise<EpochReport | undefined> {
  const { trainer, data, options, callbacks } = run;
  const { batchSize, signal } = options;
  let place = run.cursor;
  checkPlace(place, data.length);
  const { epoch, shuffle } = place;
  const random = RandomState.from(shuffle);
  const order = options.shuffle ? random.permutation(data.length) : undefined;
  const nextEpoch: Cursor = { epoch: epoch + 1, position: 0, shuffle: random.getState() };
  const batches = Math.ceil(data.length / batchSize);
  const start = performance.now();
  const scores = run.scores();
  const isToEnd = () => finished() || run.cursor !== place;
  const epochEvent: EpochBeginEvent = { ...event, epoch };
  for (const callback of callbacks) await callback.onEpochBegin?.(epochEvent);

  let batch: Dataset<Targets> = data;
  for (let from = place.position; from < data.length; from += batchSize) {
    if (isToEnd()) return undefined;
    const begun: BatchBeginEvent = { ...epochEvent, batch: Math.ceil(from / batchSize), batches };
    for (const callback of callbacks) await callback.onBatchBegin?.(begun);
    await run.prepare();
    if (isToEnd()) return undefined;
    signal?.throwIfAborted();
    const to = Math.min(from + batchSize, data.length);
    batch = order ? data.take(order.subarray(from, to)) : data.slice(from, to);
    const result = await trainOrStop(run, epochEvent, batch, finished);
    if (!result) return undefined;
    place = to < data.length ? { epoch, position: to, shuffle } : nextEpoch;
    run.cursor = place;
    scores.update(result, batch);
    if (callbacks.some((callback) => callback.onBatchEnd)) {
      const one = run.scores();
      one.update(result, batch);
      const progress = { globalStep: trainer.globalStep, batch: Math.ceil(to / batchSize), batches };
      for (const callback of callbacks) await callback.onBatchEnd?.({ ...epochEvent, ...progress, logs: one.result() });
    }
  }
  if (run.cursor !== place) return undefined;

  const { globalStep } = trainer;
  const training = scores.result();
  const validation = options.validation && (await trainer.evaluate(options.validation));
  const added = callbacks.map((callback) => callback.epochLogs?.(epochEvent));
  const logs: Scores = Object.assign({ ...training, ...(validation && prefixed(validation)) }, ...added);
  for (const callback of callbacks) await callback.onEpochEnd?.({ ...epochEvent, batches, globalStep, logs });
  const seconds = (performance.now() - start) / 1000;
  return { epoch, globalStep, batch: await trainer.evaluate(batch), training, validation, seconds };
}

/** One training step; nothing if its loss is not finite, and a callback stops training for that. */
async function trainOrStop(
  run: Run,
  event: EpochBeginEvent,
  batch: Dataset<Targets>,
  finished: () => boolean,
): Promise<BatchResult | undefined> {
  try {
    return run.train(withClassWeight(batch, run.options.classWeight));
  } catch (error) {
    if (!(error instanceof NonFiniteLossError)) throw error;
    for (const callback of run.callbacks) await callback.onNonFiniteLoss?.({ ...event, error });
    if (!finished()) throw error;
    return undefined;
  }
}

/** `accuracy` as `valAccuracy`. */
function prefixed(scores: Scores): Record<string, number> {
  return Object.fromEntries(
    Object.entries(scores).map(([name, value]) => [`val${name[0]!.toUpperCase()}${name.slice(1)}`, value]),
  );
}
