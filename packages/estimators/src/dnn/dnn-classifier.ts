import type { CheckpointStorage, CheckpointStore } from '@feedforward/checkpoint';
import type { Labels, Matrix } from '@feedforward/datasets';
import { type ActivationName, dense, dropout as dropoutLayer, type Model, sequential } from '@feedforward/layers';
import { accuracy, logLoss, score } from '@feedforward/metrics';
import { RandomState } from '@feedforward/random';
import { type Optimizer, type OptimizerName, optimizerNamed, Trainer } from '@feedforward/training';
import type { FeatureColumn } from '../feature-columns/feature-column.ts';
import { type InputLayer, inputLayer } from '../feature-columns/input-layer.ts';
import type { InputBatch, InputFn } from '../input/input-fn.ts';
import { type Head, headFor, softmax } from './head.ts';
import { ModelDir, type ModelDirConfig } from './model-dir.ts';

/** That of every optimizer given by name: TensorFlow's `_LEARNING_RATE`. */
const learningRate = 0.05;

/** How an estimator runs. */
export interface RunConfig extends ModelDirConfig {
  /** Seeds the initial parameters, dropout and the input's shuffling. Default: a fresh one. */
  readonly randomSeed?: number;
}

/** What {@link DNNClassifier} is made of. */
export interface DNNClassifierOptions {
  /** Units of each hidden layer. */
  readonly hiddenUnits: readonly number[];
  readonly featureColumns: readonly FeatureColumn[];
  /** Default 2. */
  readonly nClasses?: number;
  /** Made, or by a name; then its learning rate is 0.05, as in TensorFlow. Default: `'adagrad'`. */
  readonly optimizer?: OptimizerName | Optimizer;
  /** The hidden layers' activation. Default `'relu'`. */
  readonly activationFn?: ActivationName;
  /** The share of hidden outputs to drop in training. Default: none. */
  readonly dropout?: number;
  /**
   * Where checkpoints are kept: a folder's path, in Node, Deno and Bun; or a storage, anywhere. `train` goes on from
   * the newest and saves there; in a process that has not trained, `evaluate` and `predict` restore the newest.
   * Default: nowhere.
   */
  readonly modelDir?: string | CheckpointStorage;
  readonly config?: RunConfig;
}

/** How long {@link DNNClassifier.train} goes on. */
export interface TrainOptions {
  readonly inputFn: InputFn;
  /** How many steps to train at most. Default: until the input ends. */
  readonly steps?: number;
  /** The global step to end at. Default: none. */
  readonly maxSteps?: number;
  /** Ends training at the next step, with the signal's reason as an error. */
  readonly signal?: AbortSignal;
}

/** What {@link DNNClassifier.evaluate} finds. */
export interface Evaluation {
  readonly accuracy: number;
  /** The cross-entropy of an example, on average. */
  readonly averageLoss: number;
  /** The batches' summed cross-entropy, on average over the batches, whatever their sizes. */
  readonly loss: number;
  readonly globalStep: number;
}

/** What {@link DNNClassifier.predict} says of one example. */
export interface ClassPrediction {
  readonly logits: Float32Array;
  /** Of each class. */
  readonly probabilities: Float32Array;
  /** The most likely class's index, alone in an array. */
  readonly classIds: readonly [number];
  /** The most likely class's name, alone in an array. */
  readonly classes: readonly [string];
}

/**
 * A classifier made of dense layers: TensorFlow 1's `DNNClassifier`. Its kernels begin glorot-uniform and its
 * biases zero, and the loss it trains on is the sum over the batch.
 *
 * @example
 * ```ts
 * import { loadIris } from '@feedforward/datasets';
 * import { arrayInputFn, DNNClassifier, numericColumn } from '@feedforward/estimators';
 *
 * const { features, labels } = loadIris();
 * const classifier = new DNNClassifier({
 *   hiddenUnits: [10, 10],
 *   nClasses: 3,
 *   featureColumns: [numericColumn('iris', { shape: [4] })],
 *   config: { randomSeed: 42 },
 * });
 * const input = { x: { iris: features }, y: labels };
 * await classifier.train({ inputFn: arrayInputFn({ ...input, numEpochs: 100, shuffle: true }) });
 * const { accuracy } = await classifier.evaluate({ inputFn: arrayInputFn({ ...input, shuffle: false }) });
 * console.log(accuracy > 0.9); // true
 * ```
 */
export class DNNClassifier {
  readonly #inputLayer: InputLayer;
  readonly #head: Head;
  readonly #trainer: Trainer;
  readonly #modelDir: ModelDir | undefined;
  /** Whether this process has trained it: then its checkpoints are no newer than what it holds. */
  #hasTrained = false;
  #input: RandomState;

  /** @throws RangeError for an option that is out of range, or an unknown name. */
  constructor(options: DNNClassifierOptions) {
    const { featureColumns, nClasses = 2, optimizer = 'adagrad', modelDir, config = {} } = options;
    this.#inputLayer = inputLayer(featureColumns);
    this.#head = headFor(nClasses);
    this.#trainer = new Trainer(networkOf(options, this.#inputLayer, this.#head), {
      loss: this.#head.loss,
      optimizer: typeof optimizer === 'string' ? optimizerNamed(optimizer, { learningRate }) : optimizer,
      seed: config.randomSeed,
    });
    this.#input = new RandomState(this.#trainer.seed);
    this.#modelDir = modelDir === undefined ? undefined : new ModelDir(modelDir, this.#trainer, config);
  }

  /**
   * Trains until the input ends, or the steps are done. Called again, it goes on from where it stands; with a
   * `modelDir`, from the newest checkpoint there, if another has saved one meanwhile. At its end, be that an error or
   * an abort, it saves one.
   * @throws RangeError for an input that lacks a feature column or labels, or does not fit, or for a checkpoint that
   *   does not; Error if another trains in its `modelDir`, or a checkpoint cannot be saved.
   */
  async train(options: TrainOptions): Promise<this> {
    checkSteps('train', { steps: options.steps, maxSteps: options.maxSteps });
    const store = await this.#modelDir?.open();
    try {
      if (store) await this.#restore(store);
      await this.#train(options, store);
      if (store && this.#hasTrained) await this.#save(store);
    } catch (error) {
      if (store && this.#hasTrained) await this.#save(store).catch(() => {}); // the first error is the one to tell
      throw error;
    } finally {
      await store?.close();
    }
    return this;
  }

  async #train({ inputFn, steps, maxSteps, signal }: TrainOptions, store: CheckpointStore | undefined): Promise<void> {
    const { globalStep } = this.#trainer;
    const last = Math.min(globalStep + (steps ?? Number.POSITIVE_INFINITY), maxSteps ?? Number.POSITIVE_INFINITY);
    if (globalStep >= last) return;
    for await (const batch of inputFn({ random: this.#input })) {
      signal?.throwIfAborted();
      const labels = labelsOf(batch, 'train on');
      await this.#trainer.step({ features: this.#inputLayer.encode(batch.features), labels });
      this.#hasTrained = true;
      if (store && this.#modelDir?.isDue()) await this.#save(store);
      if (this.#trainer.globalStep >= last) break;
    }
  }

  /** Sets everything to the newest checkpoint: the stream that shuffles the input stands where a fit's would. */
  async #restore(store: CheckpointStore): Promise<void> {
    const hasMoved = await this.#modelDir?.restore(store);
    if (hasMoved) this.#input = RandomState.from(this.#trainer.state().cursor.shuffle);
  }

  async #save(store: CheckpointStore): Promise<void> {
    const state = this.#trainer.state();
    this.#trainer.setState({ ...state, cursor: { ...state.cursor, shuffle: this.#input.getState() } });
    await this.#modelDir?.save(store);
  }

  /** The path of the newest checkpoint in its `modelDir`; undefined if there is none, or no `modelDir`. */
  async latestCheckpoint(): Promise<string | undefined> {
    return this.#modelDir?.latest();
  }

  /**
   * Scores the input's examples.
   * @param steps How many batches at most. Default: until the input ends.
   * @throws Error before training, RangeError for an input that lacks labels or does not fit.
   */
  async evaluate({ inputFn, steps }: { readonly inputFn: InputFn; readonly steps?: number }): Promise<Evaluation> {
    checkSteps('evaluate', { steps });
    const correct = accuracy().start();
    const crossEntropy = logLoss().start();
    let batches = 0;
    let sums = 0;
    for await (const { batch, logits } of this.#logits(inputFn, 'evaluate')) {
      const labels = labelsOf(batch, 'evaluate');
      correct.update(logits, labels);
      crossEntropy.update(logits, labels);
      sums += score(logLoss(), logits, labels) * logits.length;
      batches++;
      if (batches === steps) break;
    }
    if (batches === 0) throw new RangeError('Cannot evaluate: the input has no batches.');
    const averageLoss = crossEntropy.result();
    const { globalStep } = this.#trainer;
    return { accuracy: correct.result(), averageLoss, loss: sums / batches, globalStep };
  }

  /**
   * Predicts the input's examples, one after the other, reading a batch only when it is reached.
   * @throws Error before training, RangeError for an input that does not fit.
   */
  async *predict({ inputFn }: { readonly inputFn: InputFn }): AsyncGenerator<ClassPrediction, void> {
    for await (const { logits } of this.#logits(inputFn, 'predict')) {
      for (const values of logits.rows()) {
        const row = Float32Array.from(values);
        const classLogits = this.#head.classLogits(row);
        const id = classLogits.indexOf(Math.max(...classLogits));
        yield { logits: row, probabilities: softmax(classLogits), classIds: [id], classes: [String(id)] };
      }
    }
  }

  async *#logits(inputFn: InputFn, verb: string): AsyncGenerator<{ batch: InputBatch; logits: Matrix<Float32Array> }> {
    if (this.#modelDir && !this.#hasTrained) await this.#restore(await this.#modelDir.open({ readOnly: true }));
    if (this.#trainer.globalStep === 0) {
      const found = this.#modelDir ? ', and there is no checkpoint in its modelDir' : '';
      throw new Error(`Cannot ${verb}: the classifier has not been trained${found}.`);
    }
    for await (const batch of inputFn({ random: new RandomState(this.#trainer.seed) })) {
      yield { batch, logits: await this.#trainer.predict(this.#inputLayer.encode(batch.features)) };
    }
  }
}

function networkOf(
  { hiddenUnits, activationFn, dropout = 0 }: DNNClassifierOptions,
  { layers, width }: InputLayer,
  head: Head,
): Model {
  const hidden = hiddenUnits.flatMap((units, i) => {
    const layer = dense(units, { name: `hiddenlayer_${i}`, activation: activationFn ?? 'relu' });
    return dropout === 0 ? [layer] : [layer, dropoutLayer(dropout)];
  });
  return sequential([...layers, ...hidden, dense(head.logits, { name: 'logits' })], { inputShape: [width] });
}

function labelsOf({ labels }: InputBatch, verb: string): Labels {
  if (!labels) throw new RangeError(`Cannot ${verb} the input: it has no labels.`);
  if (!ArrayBuffer.isView(labels)) throw new TypeError(`Cannot ${verb} the input: its labels must be a typed array.`);
  return labels;
}

function checkSteps(verb: string, options: Readonly<Record<string, number | undefined>>): void {
  for (const [option, value] of Object.entries(options)) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 1)) {
      throw new RangeError(`Cannot ${verb}: ${option} must be a whole number, 1 or more; it is ${value}.`);
    }
  }
}
