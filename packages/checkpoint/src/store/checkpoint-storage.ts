/**
 * A flat place for files, which a {@link CheckpointStore} keeps its checkpoints in: a folder, a browser's database, a
 * bucket of an object store. Whoever writes one runs `checkStorage`'s rules against it:
 *
 * - Names are those that {@link isStorageName} allows; all else is refused with a RangeError, so that no name can
 *   leave the place.
 * - Bytes come back as they were when `write` was called; neither side sees the other's later changes.
 *
 * @example
 * ```ts
 * import { type CheckpointStorage, CheckpointStore, checkStorageName } from '@feedforward/checkpoint';
 *
 * const files = new Map<string, Uint8Array>(); // stands for a bucket somewhere
 * const bucket: CheckpointStorage = {
 *   list: async () => [...files.keys()],
 *   read: async (name) => {
 *     const bytes = files.get(checkStorageName(name));
 *     if (!bytes) throw new Error(`Cannot read "${name}": it is not in the bucket.`);
 *     return bytes.slice();
 *   },
 *   write: async (name, bytes) => void files.set(checkStorageName(name), bytes.slice()),
 *   remove: async (name) => void files.delete(checkStorageName(name)),
 * };
 * const store = await CheckpointStore.open(bucket);
 * await store.save(10, { tensors: [['bias', { dtype: 'float32', shape: [1], data: Float32Array.of(0.5) }]] });
 * await store.close();
 * console.log([...files.keys()].join(' ')); // model.ckpt-10.safetensors checkpoint
 * ```
 */
export interface CheckpointStorage {
  /** The names of the files that are there, in any order; none where the place does not exist yet. */
  list(): Promise<readonly string[]>;
  /** A file's bytes. Rejects with an Error that names the file if it is not there or cannot be read. */
  read(name: string): Promise<Uint8Array>;
  /**
   * Puts a file there or replaces one, whole or not at all, and makes the place if there is none. When it resolves the
   * file is as durable as the place can make it; when it rejects, what was there is still there.
   */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Takes a file away. One that is not there is no error. */
  remove(name: string): Promise<void>;
  /**
   * Keeps others from writing until the function that it gives is called, or this process is dead. Rejects with an
   * Error if another has the place. Where this is left out, nothing keeps two runs apart.
   */
  lock?(): Promise<() => Promise<void>>;
}

/**
 * Whether a file in a {@link CheckpointStorage} may go by this name: 1 to 200 letters, digits, `.`, `_`, `-`; neither
 * the first nor the last a dot, and no device's name of Windows.
 */
export function isStorageName(name: string): boolean {
  return /^(?!\.)[\w.-]{1,200}(?<!\.)$/.test(name) && !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name);
}

/** The name. @throws RangeError if it is none that {@link isStorageName} allows. */
export function checkStorageName(name: string): string {
  if (isStorageName(name)) return name;
  const shown = JSON.stringify(String(name).slice(0, 100));
  throw new RangeError(
    `Cannot use a file named ${shown}: a name takes 1 to 200 letters, digits, ".", "_" and "-", with no dot at its ends.`,
  );
}
