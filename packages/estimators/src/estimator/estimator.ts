import type { CheckpointStorage, CheckpointStore, TensorData } from '@feedforward/checkpoint';
import type { Matrix } from '@feedforward/datasets';
import { RandomState } from '@feedforward/random';
import { Trainer } from '@feedforward/training';
import type { InputBatch, InputFn } from '../input/input-fn.ts';
import { consoleLogger, type Logger } from '../log/logger.ts';
import { encodeSavedModel } from '../saved-model/encode-saved-model.ts';
import { Exports } from '../saved-model/exports.ts';
import type { EvaluateOptions, Evaluation, ExportOptions, PredictOptions, TrainOptions } from './estimator-options.ts';
import type { EstimatorParts } from './estimator-parts.ts';
import { EvaluationLog } from './evaluation-log.ts';
import { exampleWeights } from './example-weights.ts';
import { logOfScores, timeOfLog } from './log-of-scores.ts';
import { ModelDir, readCheckpoint } from './model-dir.ts';
import { withOwnHooks } from './own-hooks.ts';
import type { Restored, Training } from './restored.ts';
import { checkRunConfig, checkWhole, type RunConfig } from './run-config.ts';
import { Summaries } from './summaries.ts';
import { targetsOf, trainingBatch } from './training-batch.ts';
import { runTraining } from './training-run.ts';
import { variablesOf } from './variables.ts';
import { type WarmStartSettings, warmStart } from './warm-start.ts';

/**
 * What trains, evaluates and predicts by input functions, as TensorFlow 1's `Estimator` does. Made by its kinds, such
 * as `DNNClassifier`.
 */
export class Estimator<Prediction extends object, Scores extends Readonly<Record<string, number>>> {
  readonly #parts: EstimatorParts<Prediction, Scores>;
  readonly #config: RunConfig;
  readonly #logger: Logger;
  readonly #trainer: Trainer;
  readonly #modelDir: ModelDir | undefined;
  readonly #evaluations: EvaluationLog<Evaluation<Scores>>;
  readonly #summaries: Summaries | undefined;
  /** Whether this process has trained it: then its checkpoints are no newer than what it holds. */
  #hasTrained = false;
  /** Whether it holds what a warm start gave it. */
  #isWarm = false;
  #input: RandomState;
  /** The begin of the training that is under way, which gives the store to save in. */
  #beginning: Promise<CheckpointStore | undefined> | undefined;
  /** Restores for reading, one after the other. */
  #reading: Promise<void> = Promise.resolve();

  protected constructor(parts: EstimatorParts<Prediction, Scores>) {
    const { modelDir, config = {} } = parts;
    checkRunConfig(config);
    this.#parts = parts;
    this.#config = config;
    this.#logger = config.logger ?? consoleLogger;
    this.#trainer = this.#makeTrainer(config.randomSeed);
    this.#input = new RandomState(this.#trainer.seed);
    this.#modelDir =
      modelDir === undefined ? undefined : new ModelDir(modelDir, this.#trainingOf(this.#trainer), config);
    this.#evaluations = new EvaluationLog(this.#modelDir?.storage, this.#logger);
    const { saveSummarySteps: every = 100 } = config;
    if (typeof modelDir === 'string' && every > 0) this.#summaries = new Summaries(modelDir, every, this.#logger);
  }

  /** Where its checkpoints are kept, as it was given. */
  get modelDir(): string | CheckpointStorage | undefined {
    return this.#parts.modelDir;
  }

  /** How it runs. */
  get config(): RunConfig & { readonly logger: Logger } {
    return { ...this.#config, logger: this.#logger };
  }

  #trainingOf(trainer: Trainer): Training {
    return { trainer, optimizer: this.#parts.optimizer, variableNames: this.#parts.variableNames };
  }

  #makeTrainer(seed: number | undefined): Trainer {
    const { network, head, optimizer } = this.#parts;
    return new Trainer(network, { loss: head.loss, optimizer, seed });
  }

  /**
   * Trains until the input ends, or the steps are done. Called again, it goes on from where it stands; with a
   * `modelDir`, from the newest checkpoint there, if another has saved one meanwhile. At its end, be that an error or
   * an abort, it saves one.
   * @throws RangeError for an input that lacks a feature column or labels, or does not fit, or for a checkpoint that
   *   does not; Error if a call before this one still trains, or another in its `modelDir`, or a checkpoint cannot be
   *   saved; NonFiniteLossError for a loss that is NaN or infinite, before its step changes anything.
   */
  async train(options: TrainOptions): Promise<this> {
    const { steps, maxSteps } = options;
    checkWhole('train', { steps, maxSteps }, 1);
    if (this.#beginning) {
      throw new Error(`Cannot train: the ${this.#parts.kind} is being trained already. Wait for that call of train.`);
    }
    this.#beginning = this.#begin();
    try {
      const store = await this.#beginning;
      await this.#train(options, store)
        .catch(async (error: unknown) => {
          await this.#saveAfter(store).catch(() => {}); // the first error is the one to tell
          throw error;
        })
        .finally(() => store?.close());
    } finally {
      this.#beginning = undefined;
    }
    return this;
  }

  /** From the newest checkpoint, or where there is none from a warm start. */
  async #begin(): Promise<CheckpointStore | undefined> {
    await this.#reading;
    const store = await this.#modelDir?.open();
    try {
      if (store) await this.#restore(store, { toTrain: true });
      await this.#warmStart();
      return store;
    } catch (error) {
      await store?.close();
      throw error;
    }
  }

  async #warmStart(): Promise<void> {
    const { warmStartFrom: from, variableNames } = this.#parts;
    if (from === undefined || this.#isWarm || this.#hasValues) return;
    await warmStart(this.#trainer, isSettings(from) ? from : { ckptToInitializeFrom: from }, variableNames);
    this.#isWarm = true;
  }

  async #train(options: TrainOptions, store: CheckpointStore | undefined): Promise<void> {
    const { inputFn, steps = Number.POSITIVE_INFINITY, maxSteps = Number.POSITIVE_INFINITY, signal } = options;
    const { globalStep } = this.#trainer;
    if (globalStep >= maxSteps) {
      this.#logger.info('Skipping training since max_steps has already saved.');
      return;
    }
    const estimator = this;
    await runTraining({
      batches: inputFn({ random: this.#input }),
      lastStep: Math.min(globalStep + steps, maxSteps),
      hooks: withOwnHooks(options.hooks ?? [], this.#config, {
        forCheckpoints: this.#modelDir !== undefined,
        summaries: this.#summaries?.hook(),
      }),
      listeners: options.savingListeners ?? [],
      logger: this.#logger,
      signal,
      trained: {
        get globalStep() {
          return estimator.#trainer.globalStep;
        },
        get isSaved() {
          return !estimator.#hasTrained || estimator.#modelDir?.isSaved === true;
        },
        step: (batch) => this.#step(batch),
        variable: (name) => this.#variable(name),
        beginSave: () => this.#beginSave(store),
        saved: async () => this.#modelDir?.settled(),
      },
    });
  }

  async #step(batch: InputBatch): Promise<number> {
    const { loss } = await this.#trainer.step(trainingBatch(this.#parts, batch));
    this.#hasTrained = true;
    return loss;
  }

  /** Sets everything to the newest checkpoint: the stream that shuffles the input stands where a fit's would. */
  async #restore(store: CheckpointStore, options: { readonly toTrain: boolean }): Promise<void> {
    const state = await this.#modelDir?.restore(store, options);
    if (!state) return;
    this.#logger.info(`Restoring parameters from ${this.#modelDir?.lastPath}`);
    this.#input = RandomState.from(state.cursor.shuffle);
  }

  #beginSave(store: CheckpointStore | undefined): void {
    if (!this.#modelDir || !store) throw new Error('Cannot save a checkpoint: the estimator has no modelDir.');
    this.#logger.info(`Saving checkpoints for ${this.#trainer.globalStep} into ${this.#modelDir.path}.`);
    this.#modelDir.beginSave(store, this.#input.getState());
  }

  /** What an error leaves. */
  async #saveAfter(store: CheckpointStore | undefined): Promise<void> {
    if (!this.#modelDir || !this.#hasTrained) return;
    await this.#modelDir.settled().catch(() => {}); // this step may be worth another try
    if (!this.#modelDir.isSaved) this.#beginSave(store);
    await this.#modelDir.settled();
  }

  /** The path of the newest checkpoint in its `modelDir`; undefined if there is none, or no `modelDir`. */
  async latestCheckpoint(): Promise<string | undefined> {
    return this.#modelDir?.latest();
  }

  /**
   * Scores the input's examples; while it trains, by what it is at this moment. Where a `modelDir` is given the scores
   * are kept there too; see {@link evaluations}.
   * @throws Error before training, RangeError for an input that lacks labels or does not fit.
   */
  async evaluate({ inputFn, steps, name, checkpointPath }: EvaluateOptions): Promise<Evaluation<Scores>> {
    checkWhole('evaluate', { steps }, 1);
    const trainer = await this.#trainerFor('evaluate', checkpointPath);
    this.#logger.info(`Starting evaluation at ${timeOfLog(new Date())}`);
    const { globalStep } = trainer;
    const { head, weightColumn } = this.#parts;
    const scores = head.startScores();
    let batches = 0;
    try {
      for await (const { batch, logits } of this.#logits(trainer, inputFn)) {
        const weights = exampleWeights(weightColumn, batch.features, logits.length);
        scores.update(logits, targetsOf(head, batch, 'evaluate'), weights);
        batches++;
        if (steps !== undefined && batches % Math.max(1, Math.floor(steps / 10)) === 0) {
          this.#logger.info(`Evaluation [${batches}/${steps}]`);
        }
        if (batches === steps) break;
      }
    } finally {
      if (trainer !== this.#trainer) trainer.dispose();
    }
    if (batches === 0) throw new RangeError('Cannot evaluate: the input has no batches.');
    const result = { ...scores.result(), globalStep };
    this.#logger.info(`Finished evaluation at ${timeOfLog(new Date())}`);
    this.#logger.info(`Saving dict for global step ${globalStep}: ${logOfScores(result)}`);
    await this.#evaluations.add(name, result);
    await this.#summaries?.addEvaluation(name, scores.result(), globalStep);
    return result;
  }

  /** What the evaluations of a name found, the oldest first: TensorFlow's `read_eval_metrics`. */
  evaluations(name?: string): Promise<readonly Evaluation<Scores>[]> {
    return this.#evaluations.list(name);
  }

  /**
   * Predicts the input's examples, one after the other, reading a batch only when it is reached. It goes by what
   * training has come to by then; begun while that is under way, by what it had come to at that moment.
   * @throws Error before training, RangeError for an input that does not fit, or a key that there is no prediction of.
   */
  async *predict<Key extends keyof Prediction = keyof Prediction>({
    inputFn,
    predictKeys,
    checkpointPath,
  }: PredictOptions<Key>): AsyncGenerator<Pick<Prediction, Key>, void> {
    const trainer = await this.#trainerFor('predict', checkpointPath);
    try {
      for await (const { logits } of this.#logits(trainer, inputFn)) {
        for (const values of logits.rows()) {
          const prediction = this.#parts.head.prediction(Float32Array.from(values));
          yield predictKeys ? pick(prediction, predictKeys) : prediction;
        }
      }
    } finally {
      if (trainer !== this.#trainer) trainer.dispose();
    }
  }

  /**
   * Writes all that predictions take into one file, `<exportDirBase>/<seconds since 1970>.safetensors`, which
   * `loadSavedModel` reads: the feature columns, the network and its parameters, and the classes.
   * @param exportDirBase A folder's path, in Node, Deno and Bun; or a storage, anywhere.
   * @returns The file's path; in a storage that is no folder, its name.
   * @throws Error before training, or if it cannot be written; RangeError that names a feature column which holds a
   *   function, such as a `normalizerFn`.
   */
  async exportSavedModel(
    exportDirBase: string | CheckpointStorage,
    { checkpointPath, prefix }: ExportOptions = {},
  ): Promise<string> {
    const exports = new Exports({ base: exportDirBase, prefix });
    const trainer = await this.#trainerFor('export', checkpointPath);
    try {
      const path = await exports.add(encodeSavedModel(this.#parts, trainer));
      this.#logger.info(`SavedModel written to: ${path}`);
      return path;
    } finally {
      if (trainer !== this.#trainer) trainer.dispose();
    }
  }

  /** The names of its variables, by TensorFlow's rules, the optimizer's and the global step among them, sorted. */
  async getVariableNames(): Promise<string[]> {
    await this.#requireValues('name variables');
    return [...variablesOf(this.#trainer.state(), this.#parts.variableNames, this.#parts.optimizer).keys()];
  }

  /** A copy of a variable. @throws Error before training, RangeError for a name that `getVariableNames` does not give. */
  async getVariableValue(name: string): Promise<TensorData> {
    await this.#requireValues('read a variable');
    return this.#variable(name);
  }

  /** Frees the tensors on tfjs's backend. The estimator stays whole, and takes them again when it computes. */
  dispose(): void {
    this.#trainer.dispose();
  }

  #variable(name: string): TensorData {
    const variables = variablesOf(this.#trainer.state(), this.#parts.variableNames, this.#parts.optimizer);
    const found = variables.get(name);
    if (found) return found;
    throw new RangeError(`Cannot read variable "${name}": there are ${[...variables.keys()].join(', ')}.`);
  }

  /**
   * Its trainer, as it was trained or restored; or one of a checkpoint, or of this moment of a training that goes on
   * meanwhile, which is to be disposed of.
   */
  async #trainerFor(verb: string, checkpointPath: string | undefined): Promise<Trainer> {
    if (checkpointPath !== undefined) {
      const trainer = this.#makeTrainer(this.#trainer.seed);
      trainer.setState((await this.#read(checkpointPath, this.#trainingOf(trainer))).state);
      this.#logger.info(`Restoring parameters from ${checkpointPath}`);
      return trainer;
    }
    await this.#requireValues(verb);
    if (!this.#beginning) return this.#trainer;
    const trainer = this.#makeTrainer(this.#trainer.seed);
    trainer.setState(this.#trainer.state());
    return trainer;
  }

  async #requireValues(verb: string): Promise<void> {
    if (this.#beginning) {
      await this.#beginning.catch(() => {}); // which train tells
    } else if (this.#modelDir && !this.#hasTrained) {
      const restored = this.#reading.then(() => this.#restoreToRead());
      this.#reading = restored.catch(() => {});
      await restored;
    }
    if (this.#hasValues) return;
    const found = this.#modelDir ? ', and there is no checkpoint in its modelDir' : '';
    throw new Error(`Cannot ${verb}: the ${this.#parts.kind} has not been trained${found}.`);
  }

  async #restoreToRead(): Promise<void> {
    if (this.#modelDir) await this.#restore(await this.#modelDir.open({ readOnly: true }), { toTrain: false });
  }

  /** Whether it holds what training gave: of step 0, too, which TensorFlow may have saved. */
  get #hasValues(): boolean {
    return this.#trainer.globalStep > 0 || this.#modelDir?.lastPath !== undefined;
  }

  #read(checkpointPath: string, training: Training): Promise<Restored> {
    return this.#modelDir?.read(checkpointPath) ?? readCheckpoint(checkpointPath, training);
  }

  async *#logits(
    trainer: Trainer,
    inputFn: InputFn,
  ): AsyncGenerator<{ batch: InputBatch; logits: Matrix<Float32Array> }> {
    for await (const batch of inputFn({ random: new RandomState(this.#trainer.seed) })) {
      yield { batch, logits: await trainer.predict(this.#parts.input.encode(batch.features)) };
    }
  }
}

function isSettings(from: string | CheckpointStorage | WarmStartSettings): from is WarmStartSettings {
  return typeof from === 'object' && 'ckptToInitializeFrom' in from;
}

function pick<T extends object, Key extends keyof T>(value: T, keys: readonly Key[]): Pick<T, Key> {
  const unknown = keys.find((key) => !(key in value));
  if (unknown !== undefined || keys.length === 0) {
    throw new RangeError(
      `Cannot predict ${keys.length === 0 ? 'nothing' : `"${String(unknown)}"`}: the keys are ${Object.keys(value).join(', ')}.`,
    );
  }
  return Object.fromEntries(keys.map((key) => [key, value[key]])) as Pick<T, Key>;
}
