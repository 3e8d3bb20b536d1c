import { errorCode, fileSystem } from '../files/file-system.ts';
import { readFile } from '../files/read-file.ts';
import { writeFileAtomically } from '../files/write-file-atomically.ts';
import { parseTextProto, quoteTextProto } from './text-proto.ts';

/** What TensorFlow's `checkpoint` file says: which checkpoints lie in its folder. */
export interface CheckpointState {
  /** The prefix of the last one, as {@link readTensorFlowCheckpoint} takes it. */
  readonly modelCheckpointPath: string;
  /** The prefixes of those that were kept, the oldest first; the last one is among them. */
  readonly allModelCheckpointPaths: readonly string[];
}

/** TensorFlow's own name of the file. */
const fileName = 'checkpoint';
const browser = 'Read a checkpoint by its prefix.';

/**
 * Reads the `checkpoint` file in a folder, as `tf.train.get_checkpoint_state` does: what is relative there lies in the
 * folder. In Node, Deno and Bun.
 *
 * @returns Undefined where there is no such file.
 * @throws Error if it cannot be read or is not what it should be.
 * @example
 * ```ts no-run
 * import { readCheckpointState, readTensorFlowCheckpoint } from '@feedforward/checkpoint/tensorflow';
 *
 * const state = await readCheckpointState('./iris_model');
 * const tensors = await readTensorFlowCheckpoint(state?.modelCheckpointPath ?? './initial.ckpt');
 * ```
 */
export async function readCheckpointState(folder: string): Promise<CheckpointState | undefined> {
  const what = `read the checkpoint state in "${folder}"`;
  const { path } = fileSystem(what, browser);
  const file = path.join(folder, fileName);
  let last: string | undefined;
  const all: string[] = [];
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
    for (const { name, value } of parseTextProto(text)) {
      if (value === undefined) continue; // times
      const prefix = path.isAbsolute(value) ? value : path.join(folder, value);
      if (name === 'model_checkpoint_path') last = prefix;
      else if (name === 'all_model_checkpoint_paths') all.push(prefix);
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (errorCode(error.cause) === 'ENOENT') return undefined;
    throw new Error(`Cannot ${what}: ${error.message}`, { cause: error });
  }
  if (last === undefined) throw new Error(`Cannot ${what}: it must have a model_checkpoint_path, it has none.`);
  return { modelCheckpointPath: last, allModelCheckpointPaths: all.includes(last) ? all : [...all, last] };
}

/**
 * Writes the `checkpoint` file in a folder, whole or not at all; TensorFlow finds the last checkpoint by it
 * (`tf.train.latest_checkpoint`). Prefixes that lie in the folder are written relative to it, so that it can be moved.
 */
export async function writeCheckpointState(folder: string, state: CheckpointState): Promise<void> {
  const { path } = fileSystem(`write the checkpoint state in "${folder}"`, browser);
  const { modelCheckpointPath: last, allModelCheckpointPaths: all } = state;
  const line = (name: string, prefix: string): string => {
    const relative = path.relative(folder, prefix);
    const isInside = !relative.startsWith('..') && !path.isAbsolute(relative);
    return `${name}: ${quoteTextProto(isInside ? relative : path.resolve(prefix))}\n`;
  };
  const lines = [
    line('model_checkpoint_path', last),
    ...(all.includes(last) ? all : [...all, last]).map((prefix) => line('all_model_checkpoint_paths', prefix)),
  ];
  await writeFileAtomically(path.join(folder, fileName), new TextEncoder().encode(lines.join('')));
}
