import { MemoryBudget } from '../memory-budget.ts';
import type { Refuse } from '../refuse.ts';
import type { CheckpointFormat } from '../store/checkpoint-format.ts';
import { readBundle } from './bundle.ts';
import { shardSuffix } from './checkpoint-files.ts';
import { readTensors } from './decode.ts';
import { encodeTensorFlowCheckpoint } from './encode.ts';
import { refuseFor } from './refuse.ts';

/** The tensor that holds a checkpoint's texts: the bytes of JSON, for TensorFlow's strings would be no numbers. */
const metadataName = 'feedforward/metadata';

/**
 * TensorFlow's V2 checkpoints as the format of a `CheckpointStore`: `model.ckpt-7.data-00000-of-00001`, then
 * `model.ckpt-7.index`, byte for byte what TensorFlow writes for the same tensors, and in the index `model.ckpt-7`, by
 * which TensorFlow finds it. A checkpoint's texts are in a tensor `feedforward/metadata`, of bytes, which TensorFlow
 * passes over: it restores what its graph has.
 *
 * Those that TensorFlow wrote are read, of any number of data files, and rotated with the others.
 *
 * @example
 * ```ts
 * import { CheckpointStore, memoryStorage } from '@feedforward/checkpoint';
 * import { tensorFlowFormat } from '@feedforward/checkpoint/tensorflow';
 *
 * const storage = memoryStorage();
 * const store = await CheckpointStore.open(storage, { formats: [tensorFlowFormat] });
 * const bias = { dtype: 'float32', shape: [1], data: Float32Array.of(0.5) } as const;
 * await store.save(7, { tensors: [['hidden1/bias', bias]] });
 * await store.close();
 * console.log((await storage.list()).join(' ')); // model.ckpt-7.data-00000-of-00001 model.ckpt-7.index checkpoint
 * ```
 */
export const tensorFlowFormat: CheckpointFormat = {
  nameEnding: '',
  lastEnding: '.index',
  isPart: (ending) => /^\.(index|meta|data-\d{5}-of-\d{5})$/.test(ending),
  encode(tensors, metadata) {
    const data = new TextEncoder().encode(JSON.stringify(metadata));
    const texts = [metadataName, { dtype: 'uint8', shape: [data.length], data }] as const;
    const { index, shards } = encodeTensorFlowCheckpoint([
      ...tensors,
      ...(Object.keys(metadata).length > 0 ? [texts] : []),
    ]);
    return [
      [shardSuffix(0, 1), shards[0]],
      ['.index', index],
    ];
  },
  async decode(name, read) {
    const refuse = refuseFor(name);
    // Checkpoints of one's own are trusted: nothing in them is packed.
    const budget = new MemoryBudget(Number.POSITIVE_INFINITY, refuse);
    const bundle = readBundle(await read('.index'), budget, refuse);
    const shards: Uint8Array[] = [];
    while (shards.length < bundle.shards) shards.push(await read(shardSuffix(shards.length, bundle.shards)));
    const tensors = readTensors(bundle, shards, budget, refuse, {});
    const texts = tensors.get(metadataName);
    tensors.delete(metadataName);
    return { tensors, metadata: parseTexts(texts?.data, refuse), checksums: new Map() };
  },
};

/** An object without prototype, empty where there are none. */
function parseTexts(data: unknown, refuse: Refuse): Record<string, string> {
  const texts: Record<string, string> = Object.create(null);
  if (data === undefined) return texts;
  for (const [name, text] of Object.entries(parseObject(data) ?? { [metadataName]: undefined })) {
    if (typeof text !== 'string') throw refuse(`its tensor "${metadataName}" must hold texts by name, as JSON`);
    texts[name] = text;
  }
  return texts;
}

/** Undefined for what is no JSON. */
function parseObject(data: unknown): object | undefined {
  try {
    if (!(data instanceof Uint8Array)) return undefined;
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
