import { type CheckpointStorage, checkStorageName } from './checkpoint-storage.ts';

/** A {@link CheckpointStorage} in memory, for tests and short runs: it is gone with the process. */
export function memoryStorage(): CheckpointStorage {
  const files = new Map<string, Uint8Array>();
  let isLocked = false;
  return {
    list: async () => [...files.keys()],
    read: async (name) => {
      const bytes = files.get(checkStorageName(name));
      if (!bytes) throw new Error(`Cannot read "${name}": it is not in this memory.`);
      return bytes.slice();
    },
    write: async (name, bytes) => void files.set(checkStorageName(name), bytes.slice()),
    remove: async (name) => void files.delete(checkStorageName(name)),
    lock: async () => {
      if (isLocked) throw new Error('Cannot save in this memory: another store has it. Close that one first.');
      isLocked = true;
      return async () => {
        isLocked = false;
      };
    },
  };
}
