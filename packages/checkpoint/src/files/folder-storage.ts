import { type CheckpointStorage, checkStorageName, isStorageName } from '../store/checkpoint-storage.ts';
import { errorCode, type FileSystem, fileSystem, reasonOf } from './file-system.ts';
import { lockFolder, temporaryPrefix } from './folder-lock.ts';
import { readFile } from './read-file.ts';
import { flushFolder, replaceFile } from './write-file-atomically.ts';

/**
 * A folder as a {@link CheckpointStorage}, in Node, Deno and Bun. It is made when something is first written. Files are
 * written as `writeFileAtomically` writes them.
 *
 * Its lock is a file that names the process; it does not hold once that process is dead, be it killed. Where that
 * cannot be known, because it ran on another computer, the error says which file to delete.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { CheckpointStore, folderStorage } from '@feedforward/checkpoint';
 *
 * const folder = mkdtempSync(join(tmpdir(), 'checkpoints-'));
 * const store = await CheckpointStore.open(folderStorage(folder));
 * await store.save(100, { tensors: [], metadata: { note: 'no tensors yet' } });
 * const second = CheckpointStore.open(folderStorage(folder));
 * console.log(await second.catch(({ message }) => message.endsWith('Close that one first.'))); // true
 * await store.close();
 * ```
 * @throws Error where there is no file system, as in a browser.
 */
export function folderStorage(folder: string): CheckpointStorage {
  const system = fileSystem(`use folder "${folder}"`, 'Use opfsStorage, indexedDbStorage or memoryStorage.');
  const { fs, path } = system;
  const pathOf = (name: string): string => path.join(folder, checkStorageName(name));
  return {
    list: async () => {
      try {
        const entries = await fs.readdir(folder, { withFileTypes: true });
        return entries.filter((entry) => !entry.isDirectory() && isStorageName(entry.name)).map(({ name }) => name);
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return [];
        throw new Error(`Cannot list folder "${folder}": ${reasonOf(error)}.`, { cause: error });
      }
    },
    read: async (name) => readFile(pathOf(name)),
    write: async (name, bytes) => {
      const file = pathOf(name);
      await makeFolder(system, folder);
      await replaceFile(file, bytes, temporaryPrefix);
    },
    remove: async (name) => {
      const file = pathOf(name);
      try {
        await fs.rm(file, { force: true });
      } catch (error) {
        throw new Error(`Cannot delete file "${file}": ${reasonOf(error)}.`, { cause: error });
      }
    },
    lock: async () => {
      await makeFolder(system, folder);
      return lockFolder(system, folder);
    },
  };
}

/** Makes the folder, and those above it, if there is none; as durably as the files in it. */
async function makeFolder(system: FileSystem, folder: string): Promise<void> {
  const { fs, path } = system;
  try {
    const first = await fs.mkdir(folder, { recursive: true });
    if (first === undefined) return;
    const top = path.dirname(path.resolve(first));
    for (let made = path.resolve(folder); made !== top; made = path.dirname(made)) {
      await flushFolder(system, path.dirname(made));
    }
  } catch (error) {
    throw new Error(`Cannot make folder "${folder}": ${reasonOf(error)}.`, { cause: error });
  }
}
