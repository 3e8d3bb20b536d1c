import { ready } from '@feedforward/core';
import type { Matrix } from '@feedforward/datasets';
import { type LogitsBeneath, logitsBeneath, type Model } from '@feedforward/layers';
import type { Loss } from '@feedforward/metrics/losses';
import { RandomState } from '@feedforward/random';
import * as tf from '@tensorflow/tfjs-core';
import type { GradientTransform } from '../clipping.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { copyOf, type LearnedValues } from '../state/train-state.ts';
import type { BatchResult, CheckedBatch, StepOptions } from './engine.ts';
import { disposeReplaced, download, type LiveValues, tensorsOf, upload } from './live-values.ts';
import { outputsOf } from './outputs-of.ts';
import { leaveMemory, type Resident, useMemory } from './resident-engines.ts';
import { featuresTensor, outputsMatrix, targetsTensor } from './tensors.ts';
import { tidied } from './tidied.ts';

/** What an {@link AutodiffEngine} trains, and how. */
export interface AutodiffParts {
  readonly model: Model;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly clipping?: GradientTransform | undefined;
}

/** What a pass forward and back gives. */
interface Pass {
  readonly result: BatchResult;
  readonly gradients: ReadonlyMap<string, tf.Tensor>;
  /** Kept beyond the surrounding `tidy`. */
  readonly assigned: ReadonlyMap<string, tf.Tensor>;
}

/** Any model, loss and optimizer, by tfjs's automatic differentiation. */
export class AutodiffEngine implements Resident {
  readonly #parts: AutodiffParts;
  readonly #trainable: readonly string[];
  readonly #beneath: LogitsBeneath | undefined;
  /** The values while they are not on the backend. */
  #resting: LearnedValues;
  #live: LiveValues | undefined;
  #isReady = false;

  constructor(parts: AutodiffParts, values: LearnedValues) {
    this.#parts = parts;
    this.#trainable = parts.model.parameters.filter((p) => p.trainable).map((p) => p.name);
    this.#beneath = logitsBeneath(parts.model);
    this.#resting = values;
  }

  async start(): Promise<void> {
    if (!this.#isReady) await ready();
    this.#isReady = true;
    this.#started();
  }

  get bytes(): number {
    return this.#live ? tensorsOf(this.#live).reduce((sum, { size }) => sum + 4 * size, 0) : 0;
  }

  load(values: LearnedValues): void {
    const before = this.#live;
    this.#resting = values;
    if (!before) return;
    this.#live = this.#upload(values);
    disposeReplaced(before);
  }

  read(): LearnedValues {
    return this.#live ? download(this.#live) : copyOf(this.#resting);
  }

  train(batch: CheckedBatch, options: StepOptions): BatchResult {
    const before = this.#started();
    const { result, after } = tidied(() => {
      const pass = this.#pass(before, batch, options.random);
      let after = before;
      try {
        if (Number.isFinite(pass.result.loss)) after = this.#update(before, pass, options);
      } finally {
        if (after === before) tf.dispose([...pass.assigned.values()]);
      }
      return { result: pass.result, after };
    });
    this.#live = after;
    disposeReplaced(before, after);
    return result;
  }

  evaluate({ features, labels, weights }: CheckedBatch): BatchResult {
    this.#started();
    return tidied(() => {
      const outputs = this.#forward(features);
      const loss = scalar(this.#parts.loss(outputs, targetsTensor(labels), weights && tf.tensor1d(weights)));
      return { loss: loss.dataSync()[0]!, outputs: outputsMatrix(outputs, features.length) };
    });
  }

  predict(features: Matrix): Matrix<Float32Array> {
    this.#started();
    return tidied(() => outputsMatrix(this.#forward(features), features.length));
  }

  dispose(): void {
    if (!this.#live) return;
    this.#resting = download(this.#live);
    disposeReplaced(this.#live);
    this.#live = undefined;
    leaveMemory(this);
  }

  #upload(values: LearnedValues): LiveValues {
    return upload(values, this.#trainable, this.#parts.optimizer);
  }

  /** The values on the backend; put there again, if others have needed the room. */
  #started(): LiveValues {
    if (!this.#isReady) throw new Error('Cannot compute: the engine has not been started.');
    useMemory(this);
    this.#live ??= this.#upload(this.#resting);
    return this.#live;
  }

  #forward(features: Matrix): tf.Tensor {
    return outputsOf(this.#parts.model, this.#beneath, featuresTensor(features), {
      parameters: this.#started().parameters,
      training: false,
      random: new RandomState(0),
      assign: () => {},
    });
  }

  #pass(live: LiveValues, { features, labels, weights }: CheckedBatch, random: RandomState): Pass {
    const { model, loss } = this.#parts;
    const assigned = new Map<string, tf.Tensor>();
    const kept: tf.Tensor[] = [];
    const x = featuresTensor(features);
    const y = targetsTensor(labels);
    const w = weights && tf.tensor1d(weights);
    const assign = (name: string, value: tf.Tensor): void => {
      assigned.get(name)?.dispose();
      assigned.set(name, tf.keep(tf.clone(value))); // a clone, so that freeing it leaves the layer's own tensor
    };
    const forward = (...trained: tf.Tensor[]): tf.Scalar => {
      const parameters = new Map(live.parameters);
      this.#trainable.forEach((name, i) => {
        parameters.set(name, trained[i]!);
      });
      const outputs = outputsOf(model, this.#beneath, x, { parameters, training: true, random, assign });
      kept.push(tf.keep(outputs));
      return scalar(loss(outputs, y, w));
    };
    try {
      const trained = this.#trainable.map((name) => live.parameters.get(name)!);
      // Where all is frozen there is nothing to differentiate by, which valueAndGrads refuses.
      const { value, grads } =
        trained.length > 0 ? tf.valueAndGrads(forward)(trained) : { value: forward(), grads: [] };
      const result = { loss: value.dataSync()[0]!, outputs: outputsMatrix(kept[0]!, features.length) };
      return { result, gradients: new Map(this.#trainable.map((name, i) => [name, grads[i]!])), assigned };
    } catch (error) {
      tf.dispose([...assigned.values()]);
      disposeTape();
      throw error;
    } finally {
      tf.dispose(kept);
    }
  }

  #update(before: LiveValues, { gradients, assigned }: Pass, { learningRate, iteration }: StepOptions): LiveValues {
    const { optimizer, clipping = (unchanged) => unchanged } = this.#parts;
    const parameters = new Map([...before.parameters, ...assigned]);
    const slots = new Map(before.slots);
    for (const [name, gradient] of gradients.size > 0 ? clipping(gradients) : []) {
      const parameter = before.parameters.get(name)!;
      const after = optimizer.update({ parameter, gradient, slots: before.slots.get(name)!, learningRate, iteration });
      parameters.set(name, after.parameter);
      slots.set(name, after.slots);
    }
    const after = { parameters, slots };
    tensorsOf(after).forEach(tf.keep);
    return after;
  }
}

function scalar(loss: tf.Tensor): tf.Scalar {
  if (loss.size !== 1) {
    throw new RangeError(`Cannot use this loss: it must give one number, it gives shape [${loss.shape.join(', ')}].`);
  }
  return tf.reshape<tf.Rank.R0>(loss, []);
}

/** Frees what tfjs has kept for a backward pass that will not come: it does so itself only where nothing fails. */
function disposeTape(): void {
  for (const { saved } of tf.engine().state.activeTape ?? []) tf.dispose(saved);
}
