import { CheckpointStore, decodeSafetensors, readFile, type WhichCheckpoint } from '@feedforward/checkpoint';
import type { Model } from '@feedforward/layers';
import { type Recipe, Trainer } from '../trainer.ts';
import { modelIn } from './model-in.ts';
import { recipeIn } from './recipe-in.ts';
import { type StateContent, stateIn } from './state-file.ts';

/** What {@link loadTrainer} takes in place of what the file tells, or beside it. */
export interface LoadTrainerOptions extends Partial<Recipe> {
  /** For a network with layers of the user's own. */
  readonly model?: Model | undefined;
  /** Which checkpoint of a store. Default the latest. */
  readonly which?: WhichCheckpoint | undefined;
}

/**
 * A trainer from a checkpoint alone, that goes on as if it had never stopped, to the same bits. Network, loss,
 * optimizer, clipping and seed are in the file, where they are this library's; metrics and callbacks are not, and can
 * be given.
 *
 * @param source A path, in Node, Deno and Bun, or the bytes of a file, anywhere, that {@link Trainer.save} wrote; or a
 *   store of checkpoints.
 * @throws RangeError that names the part that the file does not tell of because it was the user's own, unless it is
 *   given; or for a file that is no checkpoint of a trainer, or a store without any. Error if it cannot be read or is
 *   damaged.
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { loadIris } from '@feedforward/datasets';
 * import { dense, sequential } from '@feedforward/layers';
 * import { accuracy } from '@feedforward/metrics';
 * import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
 * import { adam, loadTrainer, Trainer } from '@feedforward/training';
 *
 * const path = join(mkdtempSync(join(tmpdir(), 'trainer-')), 'half.safetensors');
 * const network = sequential([dense(8, { activation: 'relu' }), dense(3)], { inputShape: [4] });
 * const trainer = new Trainer(network, { loss: sparseSoftmaxCrossEntropy(), optimizer: adam(), seed: 42 });
 * await trainer.fit(loadIris(), { epochs: 10, stopAtStep: 17 }).done();
 * await trainer.save(path);
 *
 * const later = await loadTrainer(path, { metrics: { accuracy: accuracy() } });
 * await later.fit(loadIris(), { epochs: 10 }).done();
 * console.log(later.globalStep); // 50
 * ```
 */
export async function loadTrainer(
  source: string | Uint8Array | CheckpointStore,
  options: LoadTrainerOptions = {},
): Promise<Trainer> {
  const { model, which, ...given } = options;
  const { name, content } = await contentOf(source, which);
  const { metadata } = content;
  const network = model ?? modelIn(metadata.model, name, 'Give the network as { model }.');
  const trainer = new Trainer(network, recipeIn(metadata.recipe, given, name));
  trainer.setState(stateIn(content, name));
  return trainer;
}

async function contentOf(
  source: string | Uint8Array | CheckpointStore,
  which: WhichCheckpoint | undefined,
): Promise<{ readonly name: string; readonly content: StateContent }> {
  if (source instanceof CheckpointStore) {
    const checkpoint = await source.restore(which);
    if (checkpoint) return { name: checkpoint.name, content: checkpoint };
    throw new RangeError('Cannot make a trainer from the store: it has no checkpoint.');
  }
  const name = typeof source === 'string' ? source : 'the bytes';
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  return { name, content: decodeSafetensors(bytes, { name }) };
}
