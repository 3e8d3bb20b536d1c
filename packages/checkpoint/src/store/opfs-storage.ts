import { type CheckpointStorage, checkStorageName, isStorageName } from './checkpoint-storage.ts';
import { webLock } from './web-lock.ts';

/**
 * A folder of the browser's origin private file system as a {@link CheckpointStorage}, in pages and workers. It is made
 * when something is first written. A file is replaced when all of it is written, never before.
 *
 * @param folder The folder's name, at the root of what is this site's own.
 * @throws Error where there is no such file system, as in Node; RangeError for a name that cannot be a folder's.
 * @example
 * ```ts no-run
 * import { CheckpointStore, opfsStorage } from '@feedforward/checkpoint';
 *
 * const store = await CheckpointStore.open(opfsStorage('iris'));
 * ```
 */
export function opfsStorage(folder: string): CheckpointStorage {
  checkStorageName(folder);
  const place = `OPFS folder "${folder}"`;
  const storage = globalThis.navigator?.storage;
  if (!storage?.getDirectory) {
    throw new Error(`Cannot use ${place}: this runtime has no such file system. Use folderStorage or memoryStorage.`);
  }
  const open = async (create: boolean): Promise<FileSystemDirectoryHandle> =>
    (await storage.getDirectory()).getDirectoryHandle(folder, { create });
  const attempt = async <T>(what: string, act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (cause) {
      const reason = isMissing(cause) ? 'it is not there' : cause instanceof Error ? cause.message : String(cause);
      throw new Error(`Cannot ${what} ${place}: ${reason}.`, { cause });
    }
  };
  return {
    list: async () => {
      const directory = await open(false).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw new Error(`Cannot list ${place}: ${error instanceof Error ? error.message : error}.`, { cause: error });
      });
      const names: string[] = [];
      // Some browsers keep what is being written beside it, as `a.crswap`: the names of those are passed over.
      for await (const [name, handle] of directory?.entries() ?? []) {
        if (handle.kind === 'file' && isStorageName(name) && !name.endsWith('.crswap')) names.push(name);
      }
      return names;
    },
    read: async (name) => {
      const file = checkStorageName(name);
      return attempt(`read "${file}" in`, async () => {
        const handle = await (await open(false)).getFileHandle(file);
        return new Uint8Array(await (await handle.getFile()).arrayBuffer());
      });
    },
    write: async (name, bytes) => {
      const file = checkStorageName(name);
      await attempt(`write "${file}" in`, async () => {
        const directory = await open(true);
        const handle = await directory.getFileHandle(file, { create: true });
        try {
          const writable = await handle.createWritable();
          await writable.write(bytes.slice());
          await writable.close(); // only this puts it in the old one's place
        } catch (error) {
          const { size } = await handle.getFile();
          if (size === 0) await directory.removeEntry(file).catch(() => {}); // it was made for this
          throw error;
        }
      });
    },
    remove: async (name) => {
      const file = checkStorageName(name);
      await attempt(`delete "${file}" in`, async () => {
        await open(false)
          .then((directory) => directory.removeEntry(file))
          .catch((error: unknown) => {
            if (!isMissing(error)) throw error;
          });
      });
    },
    lock: () => webLock(place),
  };
}

const isMissing = (error: unknown): boolean => error instanceof Error && error.name === 'NotFoundError';
