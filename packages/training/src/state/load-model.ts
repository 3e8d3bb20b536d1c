import { decodeSafetensors, readFile } from '@feedforward/checkpoint';
import type { Matrix, MatrixLike } from '@feedforward/datasets';
import type { Model } from '@feedforward/layers';
import { type Loss, meanSquaredError } from '@feedforward/metrics/losses';
import { savedOutputKind } from '../check-outputs.ts';
import { compile } from '../engine/compiled/plan.ts';
import { gradientDescent } from '../optimizers/gradient-descent.ts';
import { Trainer } from '../trainer.ts';
import { lossIn } from './loss-in.ts';
import { modelIn } from './model-in.ts';
import { parametersFor } from './parameters-for.ts';
import { recipeIn } from './recipe-in.ts';
import type { NamedTensors } from './train-state.ts';

/** A network with its parameters, out of a file. */
export interface LoadedModel {
  readonly model: Model;
  /** By name, in the network's order: what `trainer.setParameters` takes. */
  readonly parameters: NamedTensors;
  /** The texts in the file, such as `recipe`, and those that were given to `save`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The loss that it was trained on, to train on with. Undefined where the file does not tell it: it was a user's own. */
  readonly loss: Loss | undefined;
  /** The network's outputs `[rows, n]` for these features, with what they are, as far as the file tells it. */
  predict(features: MatrixLike): Promise<Matrix<Float32Array>>;
  /** Frees the tensors on tfjs's backend; `predict` takes them again. */
  dispose(): void;
}

/**
 * A trained network from a file alone: one that {@link Trainer.save} wrote, or a checkpoint of a `CheckpointStore`.
 *
 * @param source A path, in Node, Deno and Bun; or the file's bytes, anywhere.
 * @throws Error if the file cannot be read or is damaged, RangeError or TypeError if it does not tell of its network:
 *   it is another program's, or has a layer of the user's own.
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { dense, sequential } from '@feedforward/layers';
 * import { meanSquaredError } from '@feedforward/metrics/losses';
 * import { adam, loadModel, Trainer } from '@feedforward/training';
 *
 * const path = join(mkdtempSync(join(tmpdir(), 'model-')), 'model.safetensors');
 * const network = sequential([dense(3, { activation: 'relu' }), dense(1)], { inputShape: [2] });
 * await new Trainer(network, { loss: meanSquaredError(), optimizer: adam(), seed: 1 }).save(path);
 *
 * const { model, predict } = await loadModel(path);
 * console.log(model.layers.length, (await predict([[1, 2]])).shape); // 2 [ 1, 1 ]
 * ```
 */
export async function loadModel(source: string | Uint8Array): Promise<LoadedModel> {
  const name = typeof source === 'string' ? source : 'the bytes';
  const { tensors, metadata } = decodeSafetensors(typeof source === 'string' ? await readFile(source) : source, {
    name,
  });
  const model = modelIn(metadata.model, name, 'To take its parameters only, use setParameters.');
  const parameters = parametersFor(model, tensors);
  const loss = lossIn(metadata.recipe);
  const outputKind = savedOutputKind(model, loss);
  const trainer = new Trainer(model, { loss: lossOf(metadata.recipe, model), optimizer: gradientDescent(), seed: 0 });
  trainer.setParameters(parameters);
  return {
    model,
    parameters,
    metadata,
    loss,
    predict: async (features) => (await trainer.predict(features)).ofKind(outputKind),
    dispose: () => trainer.dispose(),
  };
}

/**
 * What is not trained needs no recipe of its own, and no slots: this loss only decides which engine there is, so that
 * outputs have the bits that the trainer's had.
 */
function lossOf(recipe: string | undefined, model: Model): Loss {
  const squares = meanSquaredError();
  if (recipe === undefined || isCompiled(recipe, model)) return squares;
  return (outputs, labels, weights) => squares(outputs, labels, weights);
}

function isCompiled(recipe: string, model: Model): boolean {
  try {
    return typeof compile({ ...recipeIn(recipe, { seed: 0 }, 'the file'), model }) !== 'string';
  } catch {
    return false; // A part of it is a user's own.
  }
}
