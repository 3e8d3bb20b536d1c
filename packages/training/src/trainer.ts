import { readFile, type TensorData, writeFileAtomically } from '@feedforward/checkpoint';
import { type Batch, type Dataset, Matrix, type MatrixLike, type Targets } from '@feedforward/datasets';
import type { Model } from '@feedforward/layers';
import type { Loss } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import type { Callback } from './callbacks/callback.ts';
import { History } from './callbacks/history.ts';
import { checkBatch, checkFeatures } from './check-batch.ts';
import type { GradientTransform } from './clipping.ts';
import { AutodiffEngine } from './engine/autodiff-engine.ts';
import type { BatchResult, CheckedBatch, Engine } from './engine/engine.ts';
import { checkFit } from './fit/check-fit.ts';
import { eventLoopTurns } from './fit/event-loop.ts';
import { type EpochReport, Fit, type FitOptions } from './fit/fit.ts';
import { runEpochs } from './fit/run-epochs.ts';
import { type Metrics, ScoreKeeper, type Scores } from './fit/scores.ts';
import { NonFiniteLossError } from './non-finite-loss-error.ts';
import type { Optimizer } from './optimizers/optimizer.ts';
import { rateAt } from './schedules/schedule.ts';
import { parametersFor } from './state/parameters-for.ts';
import { decodeState, encodeState } from './state/state-file.ts';
import { streams } from './state/streams.ts';
import { type Cursor, checkSlots, type TrainState } from './state/train-state.ts';

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
  readonly #recipe: Recipe;
  readonly #engine: Engine;
  readonly #layers: RandomState;
  readonly #turn = eventLoopTurns();
  #cursor: Cursor;
  #globalStep = 0;

  constructor(model: Model, recipe: Recipe) {
    this.model = model;
    this.#recipe = recipe;
    this.seed = recipe.seed ?? new RandomState().seed;
    this.#layers = streams.layers(this.seed);
    this.#cursor = { epoch: 0, position: 0, shuffle: streams.shuffle(this.seed).getState() };
    const parameters = model.initialize(streams.parameters(this.seed));
    this.#engine = new AutodiffEngine({ ...recipe, model }, { parameters, slots: new Map() });
  }

  /** Training steps taken: TensorFlow's `global_step`. */
  get globalStep(): number {
    return this.#globalStep;
  }

  /** Epochs that `fit` has finished. */
  get epoch(): number {
    return this.#cursor.epoch;
  }

  /**
   * Trains on the data for as many epochs as there are to go. Nothing happens until the result is iterated over,
   * or its `done()` called; leaving the iteration stops training there.
   *
   * From a restored state, training goes on in the middle of its epoch and ends where it would have ended.
   *
   * @throws RangeError, at once, if the data or the options cannot be trained with.
   */
  fit(data: Dataset<Targets>, options: FitOptions & { readonly validation: Dataset<Targets> }): Fit<Scores>;
  fit(data: Dataset<Targets>, options?: FitOptions): Fit<undefined>;
  fit(data: Dataset<Targets>, options: FitOptions = {}): Fit {
    const settings = { epochs: 1, batchSize: 32, shuffle: true, ...options };
    checkFit(settings, this.#cursor, data.length);
    this.#check(data);
    if (options.validation) this.#check(options.validation);
    const history = new History();
    const callbacks = [...(this.#recipe.callbacks ?? []), ...(options.callbacks ?? []), history];
    return new Fit(this.#epochs(data, settings, callbacks), history);
  }

  async *#epochs(
    data: Dataset<Targets>,
    options: FitOptions & { epochs: number; batchSize: number; shuffle: boolean },
    callbacks: readonly Callback[],
  ): AsyncGenerator<EpochReport, void> {
    await this.#engine.start();
    const trainer = this;
    yield* runEpochs({
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
      scores: () => this.#scores(),
      train: (batch) => this.#train(batch),
    });
  }

  /**
   * One training step on one batch.
   * @returns The batch's loss and metrics, from before the update.
   * @throws RangeError for a batch that does not fit, NonFiniteLossError for a loss that is NaN or infinite; neither
   *   changes anything.
   */
  async step(batch: Batch): Promise<Scores> {
    const checked = this.#check(batch);
    await this.#engine.start();
    await this.#turn();
    const scores = this.#scores();
    scores.update(this.#train(checked), checked);
    return scores.result();
  }

  /** The loss and metrics over all examples, outside training. */
  async evaluate(data: Batch): Promise<Scores> {
    const { features, labels, weights } = this.#check(data);
    await this.#engine.start();
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
    await this.#engine.start();
    const columns = this.model.outputShape.reduce((product, size) => product * size, 1);
    const outputs = new Float32Array(checked.length * columns);
    for (let start = 0; start < checked.length; start += evaluationBatch) {
      const { data } = this.#engine.predict(checked.slice(start, start + evaluationBatch));
      outputs.set(data, start * columns);
    }
    return new Matrix(outputs, [checked.length, columns]);
  }

  /** A copy of the parameters, by name, in the network's order. */
  parameters(): (readonly [name: string, value: TensorData<'float32'>])[] {
    return [...this.#engine.read().parameters];
  }

  /**
   * Sets the parameters by name; other names are passed over. The optimizer's slots and the step stay as they are.
   * @throws RangeError, before anything is changed, for a parameter that is missing or has another shape.
   */
  setParameters(tensors: Iterable<readonly [string, TensorData]>): void {
    const parameters = parametersFor(this.model, new Map(tensors));
    this.#engine.load({ parameters, slots: this.#engine.read().slots });
  }

  /** All that training changes, as one value. */
  state(): TrainState {
    return {
      ...this.#engine.read(),
      optimizer: this.#recipe.optimizer.name,
      globalStep: this.#globalStep,
      cursor: this.#cursor,
      random: this.#layers.getState(),
    };
  }

  /** Goes on from a state. @throws RangeError, before anything is changed, if it is another network's or optimizer's. */
  setState(state: TrainState): void {
    const parameters = parametersFor(this.model, state.parameters);
    checkSlots(state, this.model, this.#recipe.optimizer.name);
    this.#engine.load({ parameters, slots: state.slots });
    this.#layers.setState(state.random);
    this.#cursor = state.cursor;
    this.#globalStep = state.globalStep;
  }

  /**
   * Writes the whole state to a safetensors file, which is replaced in one piece or not at all.
   * @param metadata Texts to write beside it; the network's config is there as `model`.
   */
  async save(path: string, metadata: Readonly<Record<string, string>> = {}): Promise<void> {
    const model = this.model.config && { model: JSON.stringify(this.model.config) };
    await writeFileAtomically(path, encodeState(this.state(), { ...model, ...metadata }));
  }

  /** Goes on from a file that {@link save} wrote. @throws RangeError, before anything is changed, if it does not fit. */
  async restore(path: string): Promise<void> {
    this.setState(decodeState(await readFile(path), path).state);
  }

  /** Frees the tensors on tfjs's backend. The trainer stays whole, and takes them again when it computes. */
  dispose(): void {
    this.#engine.dispose();
  }

  #scores(): ScoreKeeper {
    return new ScoreKeeper(this.#recipe.metrics ?? {}, this.#recipe.loss.reduction);
  }

  #check(batch: Batch): CheckedBatch {
    return checkBatch(batch, { model: this.model, loss: this.#recipe.loss });
  }

  #train(batch: CheckedBatch): BatchResult {
    const learningRate = rateAt(this.#recipe.optimizer.learningRate, this.#globalStep);
    const iteration = this.#globalStep + 1;
    const random = this.#layers.getState();
    const result = this.#engine.train(batch, { learningRate, iteration, random: this.#layers });
    if (!Number.isFinite(result.loss)) {
      this.#layers.setState(random);
      throw new NonFiniteLossError(iteration, result.loss);
    }
    this.#globalStep = iteration;
    return result;
  }
}
