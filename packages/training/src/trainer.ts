import { readFile, type TensorData, writeSafetensors } from '@feedforward/checkpoint';
import {
  type Batch,
  type Dataset,
  Matrix,
  type MatrixLike,
  type OutputKind,
  type Targets,
} from '@feedforward/datasets';
import type { Model } from '@feedforward/layers';
import type { Loss } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import type { Callback } from './callbacks/callback.ts';
import { History } from './callbacks/history.ts';
import { type CallbackStates, copyOfStates, setStates, statesOf } from './callbacks/stateful-callback.ts';
import { checkBatch, checkFeatures } from './check-batch.ts';
import { checkOutputs } from './check-outputs.ts';
import { checkRecipe } from './check-recipe.ts';
import type { GradientTransform } from './clipping.ts';
import { AutodiffEngine } from './engine/autodiff-engine.ts';
import { CompiledEngine } from './engine/compiled/compiled-engine.ts';
import { compile, type Plan } from './engine/compiled/plan.ts';
import type { BatchResult, CheckedBatch, Engine } from './engine/engine.ts';
import { checkOptions, checkPlace } from './fit/check-fit.ts';
import { type ClassWeight, checkClassWeight, withClassWeight } from './fit/class-weight.ts';
import { eventLoopTurns } from './fit/event-loop.ts';
import { type EpochReport, Fit, type FitOptions } from './fit/fit.ts';
import { inOrder } from './fit/in-order.ts';
import { type Run, runEpochs } from './fit/run-epochs.ts';
import { type Metrics, ScoreKeeper, type Scores } from './fit/scores.ts';
import { NonFiniteLossError } from './non-finite-loss-error.ts';
import type { Optimizer } from './optimizers/optimizer.ts';
import { checkRate, rateAt } from './schedules/schedule.ts';
import { sizeOf } from './size-of.ts';
import { type ParameterSelection, parametersFor } from './state/parameters-for.ts';
import { recipeConfig } from './state/recipe-config.ts';
import { decodeState, type StateContent, stateContent } from './state/state-file.ts';
import { stateFor } from './state/state-for.ts';
import { streams } from './state/streams.ts';
import type { Cursor, TrainState } from './state/train-state.ts';

/** How a network is trained. */
export interface Recipe {
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** What to report beside the loss. Default: nothing. */
  readonly metrics?: Metrics;
  /** Seeds the initial parameters, the shuffling and dropout. Default: a fresh one, which `trainer.seed` tells. */
  readonly seed?: number;
  readonly callbacks?: readonly Callback[];
  /** Changes the gradients before the optimizer sees them. Default: leaves them. */
  readonly clipping?: GradientTransform;
}

/** Rows that evaluation and prediction take at once. */
const evaluationBatch = 1000;

/**
 * Trains a network, and holds all that training changes.
 *
 * @example
 * ```ts
 * import { loadIris } from '@feedforward/datasets';
 * import { dense, sequential } from '@feedforward/layers';
 * import { accuracy } from '@feedforward/metrics';
 * import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
 * import { adam, Trainer } from '@feedforward/training';
 *
 * const network = sequential([dense(16, { activation: 'relu' }), dense(3)], { inputShape: [4] });
 * const trainer = new Trainer(network, {
 *   loss: sparseSoftmaxCrossEntropy(),
 *   optimizer: adam({ learningRate: 0.02 }),
 *   metrics: { accuracy: accuracy() },
 *   seed: 42,
 * });
 * for await (const { epoch, training } of trainer.fit(loadIris(), { epochs: 20, batchSize: 16 })) {
 *   console.log(epoch, training.loss, training.accuracy);
 * }
 * ```
 */
export class Trainer {
  readonly model: Model;
  /** The seed of everything random in it. */
  readonly seed: number;
  /** How it takes its steps: compiled to kernels, or by tfjs's automatic differentiation, and why so. */
  readonly plan: Plan;
  /**
   * What the network's outputs are: what it says, or else what the loss takes them for. Metrics go by it, and what
   * {@link predict} gives has it. Undefined where neither says it, which metrics take for logits.
   */
  readonly outputKind: OutputKind | undefined;
  readonly #recipe: Recipe;
  readonly #engine: Engine;
  readonly #turn = eventLoopTurns();
  #layers: RandomState;
  #cursor: Cursor;
  #globalStep = 0;
  /** What was set in place of the optimizer's own. */
  #learningRate: number | undefined;
  #inEpoch = false;
  /** Of the present run: what they remember is part of the state. */
  #callbacks: readonly Callback[] = [];
  /** What the callbacks of an interrupted run, or of a state that was set, are to remember. */
  #remembered: CallbackStates | undefined;

  /**
   * @throws RangeError for a seed that is none, a metric called `loss`, and for outputs that the loss or a metric does
   *   not take: a cross-entropy those of relu, softmax of one output.
   */
  constructor(model: Model, recipe: Recipe) {
    checkRecipe(recipe);
    this.outputKind = checkOutputs(model, recipe.loss, recipe.metrics);
    this.model = model;
    this.#recipe = recipe;
    this.seed = recipe.seed ?? new RandomState().seed;
    this.#layers = streams.layers(this.seed);
    this.#cursor = { epoch: 0, position: 0, shuffle: streams.shuffle(this.seed).getState() };
    const values = { parameters: model.initialize(streams.parameters(this.seed)), slots: new Map() };
    const compiled = compile({ ...recipe, model });
    if (typeof compiled === 'string') {
      this.plan = { kind: 'autodiff', reason: compiled };
      this.#engine = new AutodiffEngine({ ...recipe, model }, values);
    } else {
      this.plan = { kind: 'compiled' };
      this.#engine = new CompiledEngine(compiled, values);
    }
  }

  /** Training steps taken: TensorFlow's `global_step`. */
  get globalStep(): number {
    return this.#globalStep;
  }

  /** Epochs that `fit` has finished. */
  get epoch(): number {
    return this.#cursor.epoch;
  }

  /** The next step's learning rate. */
  get learningRate(): number {
    return this.#learningRate ?? rateAt(this.#recipe.optimizer.learningRate, this.#globalStep);
  }

  /**
   * Sets it for this and all further steps, in place of the optimizer's own rate or schedule. It is part of the
   * {@link state}. (Keras would refuse to set a number where there is a schedule.)
   * @throws RangeError if it is negative or not finite.
   */
  set learningRate(learningRate: number) {
    checkRate('train', learningRate);
    this.#learningRate = learningRate;
  }

  /**
   * Trains on the data for as many epochs as there are to go. Nothing happens until the result is iterated over,
   * or its `done()` called; leaving the iteration stops training there.
   *
   * From a restored state, training goes on in the middle of its epoch and ends where it would have ended. So it
   * does where a callback sets the state.
   *
   * @throws RangeError, at once, if the data or the options cannot be trained with. Iterating throws an Error while
   *   another fit of this trainer is in the middle of an epoch.
   */
  fit(data: Dataset<Targets>, options: FitOptions & { readonly validation: Dataset<Targets> }): Fit<Scores>;
  fit(data: Dataset<Targets>, options?: FitOptions & { readonly validation?: undefined }): Fit<undefined>;
  fit(data: Dataset<Targets>, options?: FitOptions): Fit;
  fit(data: Dataset<Targets>, options: FitOptions = {}): Fit {
    const { epochs = 1, batchSize = 32, shuffle = true, validation, callbacks = [] } = options;
    const settings = { ...options, epochs, batchSize, shuffle };
    checkOptions(settings, data);
    this.#checkTraining(data);
    checkPlace(this.#cursor, data.length);
    if (validation) this.#checkTraining(validation);
    const history = new History();
    const all = inOrder([...(this.#recipe.callbacks ?? []), ...callbacks, history]);
    return new Fit(this.#epochs(data, settings, all), history);
  }

  #epochs(
    data: Dataset<Targets>,
    options: Run['options'],
    callbacks: readonly Callback[],
  ): AsyncGenerator<EpochReport> {
    const trainer = this;
    return runEpochs({
      trainer,
      data,
      options,
      callbacks,
      get cursor() {
        return trainer.#cursor;
      },
      set cursor(moved: Cursor) {
        trainer.#cursor = moved;
      },
      begin: () => {
        this.#callbacks = callbacks;
      },
      recall: () => {
        const remembered = this.#remembered;
        this.#remembered = undefined;
        if (remembered) setStates(callbacks, remembered, this);
      },
      end: (isOver) => {
        this.#remembered = isOver ? undefined : this.#callbackStates();
        this.#callbacks = [];
      },
      alone: (epoch) => this.#alone(epoch),
      scores: () => this.#scores(),
      prepare: () => this.#prepare(),
      train: (batch) => this.#train(batch),
    });
  }

  async #alone<T>(epoch: () => Promise<T>): Promise<T> {
    if (this.#inEpoch) {
      throw new Error('Cannot train: another fit of this trainer is in the middle of an epoch. Wait for its end.');
    }
    this.#inEpoch = true;
    try {
      return await epoch();
    } finally {
      this.#inEpoch = false;
    }
  }

  /**
   * One training step on one batch.
   * @param options.classWeight How much the examples of each class count in the loss, by the class's index; multiplied
   *   with the batch's own weights, which alone count in the metrics. Default: 1 each.
   * @returns The batch's loss and metrics, from before the update.
   * @throws RangeError for a batch that does not fit, NonFiniteLossError for a loss that is NaN or infinite; neither
   *   changes anything.
   */
  async step(batch: Batch, { classWeight }: { readonly classWeight?: ClassWeight } = {}): Promise<Scores> {
    const checked = this.#checkTraining(batch);
    if (classWeight) checkClassWeight(classWeight);
    await this.#prepare();
    const scores = this.#scores();
    scores.update(this.#train(withClassWeight(checked, classWeight)), checked);
    return scores.result();
  }

  /** The loss and metrics over all examples, outside training; by their weights, where the data has any. */
  async evaluate(data: Batch): Promise<Scores> {
    const { features, labels, weights } = this.#check(data);
    await this.#prepare();
    const scores = this.#scores();
    for (let start = 0; start < features.length; start += evaluationBatch) {
      const end = start + evaluationBatch;
      const batch = {
        features: features.slice(start, end),
        labels: labels.slice(start, end),
        weights: weights?.slice(start, end),
      };
      scores.update(this.#engine.evaluate(batch), batch);
    }
    return scores.result();
  }

  /** The network's outputs `[rows, n]` for these features, outside training. */
  async predict(features: MatrixLike): Promise<Matrix<Float32Array>> {
    const checked = checkFeatures(features, this.model);
    await this.#prepare();
    const columns = sizeOf(this.model.outputShape);
    const outputs = new Float32Array(checked.length * columns);
    for (let start = 0; start < checked.length; start += evaluationBatch) {
      const { data } = this.#engine.predict(checked.slice(start, start + evaluationBatch));
      outputs.set(data, start * columns);
    }
    return new Matrix(outputs, [checked.length, columns], { outputKind: this.outputKind });
  }

  /** A copy of the parameters, by name, in the network's order. */
  parameters(): (readonly [name: string, value: TensorData<'float32'>])[] {
    return [...this.#engine.read().parameters];
  }

  /**
   * Sets parameters by name, all or a selection: from another trainer, a file, TensorFlow's checkpoint. Other names are
   * passed over. The optimizer's slots and the step stay as they are.
   * @throws RangeError, before anything is changed, for a parameter that is missing or has another shape, or for a
   *   selection that names what is not there.
   * @example
   * ```ts
   * import { dense, freeze, sequential } from '@feedforward/layers';
   * import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
   * import { adam, Trainer } from '@feedforward/training';
   *
   * const network = (classes: number) =>
   *   sequential([dense(8, { name: 'hidden', activation: 'relu' }), dense(classes)], { inputShape: [4] });
   * const recipe = { loss: sparseSoftmaxCrossEntropy(), optimizer: adam(), seed: 1 };
   * const trained = new Trainer(network(5), recipe);
   *
   * const other = new Trainer(freeze(network(3), 'hidden'), recipe);
   * other.setParameters(trained.parameters(), { only: 'hidden' });
   * console.log(other.model.parameters.flatMap(({ name, trainable }) => (trainable ? name : []))); // [ 'dense/kernel', 'dense/bias' ]
   * ```
   */
  setParameters(tensors: Iterable<readonly [string, TensorData]>, selection: ParameterSelection = {}): void {
    const { parameters: present, slots } = this.#engine.read();
    const parameters = new Map([...present, ...parametersFor(this.model, new Map(tensors), selection)]);
    this.#engine.load({ parameters, slots });
  }

  /** All that training changes, as one value. */
  state(): TrainState {
    const { shuffle, ...place } = this.#cursor;
    return {
      ...this.#engine.read(),
      optimizer: this.#recipe.optimizer.name,
      globalStep: this.#globalStep,
      learningRate: this.#learningRate,
      cursor: { ...place, shuffle: RandomState.from(shuffle).getState() },
      random: this.#layers.getState(),
      callbacks: this.#callbackStates(),
    };
  }

  /** Goes on from a state. @throws RangeError, before anything is changed, if it is another network's or optimizer's. */
  setState(state: TrainState): void {
    const { cursor, globalStep, learningRate, random, callbacks, ...values } = stateFor(
      this.model,
      this.#recipe.optimizer.name,
      state,
    );
    this.#engine.load(values);
    this.#layers = RandomState.from(random);
    this.#cursor = cursor;
    this.#globalStep = globalStep;
    this.#learningRate = learningRate;
    this.#remembered = callbacks;
  }

  /**
   * What a checkpoint of this moment holds: the whole {@link state}; and as texts the network's config as `model`, as
   * much of the recipe as is this library's own as `recipe`, and the counters as `state`.
   * @param metadata Texts to add, under names of your own.
   */
  checkpoint(metadata: Readonly<Record<string, string>> = {}): StateContent {
    const model = this.model.config && { model: JSON.stringify(this.model.config) };
    const recipe = JSON.stringify(recipeConfig(this.#recipe, this.seed));
    return stateContent(this.state(), { ...model, recipe, ...metadata });
  }

  /**
   * Writes {@link checkpoint} to a safetensors file with checksums, which is replaced in one piece or not at all.
   * @param metadata Texts to add, under names of your own.
   */
  async save(path: string, metadata: Readonly<Record<string, string>> = {}): Promise<void> {
    const content = this.checkpoint(metadata);
    await writeSafetensors(path, content.tensors, content.metadata, { checksums: true });
  }

  /** Goes on from a file that {@link save} wrote. @throws RangeError, before anything is changed, if it does not fit. */
  async restore(path: string): Promise<void> {
    this.setState(decodeState(await readFile(path), path).state);
  }

  /** Frees the tensors on tfjs's backend. The trainer stays whole, and takes them again when it computes. */
  dispose(): void {
    this.#engine.dispose();
  }

  #callbackStates(): CallbackStates | undefined {
    if (this.#remembered) return copyOfStates(this.#remembered);
    const states = statesOf(this.#callbacks);
    return states.size > 0 ? states : undefined;
  }

  #scores(): ScoreKeeper {
    return new ScoreKeeper(this.#recipe.metrics ?? {}, this.outputKind, this.#recipe.loss.reduction);
  }

  #check(batch: Batch): CheckedBatch {
    return checkBatch(batch, { model: this.model, loss: this.#recipe.loss });
  }

  /** As `#check`; refuses, too, what the metrics would refuse only after the step. */
  #checkTraining(batch: Batch): CheckedBatch {
    const checked = this.#check(batch);
    const { length } = checked.features;
    const columns = sizeOf(this.model.outputShape);
    const outputs = new Matrix(new Float32Array(length * columns), [length, columns]);
    this.#scores().update({ loss: 0, outputs }, checked);
    return checked;
  }

  /** Lets the event loop have its turn and has the values ready: what follows at once runs uninterrupted. */
  async #prepare(): Promise<void> {
    await this.#turn();
    await this.#engine.start();
  }

  #train(batch: CheckedBatch): BatchResult {
    const { learningRate } = this;
    const iteration = this.#globalStep + 1;
    const random = RandomState.from(this.#layers.getState());
    const result = this.#engine.train(batch, { learningRate, iteration, random });
    if (!Number.isFinite(result.loss)) throw new NonFiniteLossError(iteration, result.loss);
    this.#layers = random; // only now that the step is taken
    this.#globalStep = iteration;
    return result;
  }
}
