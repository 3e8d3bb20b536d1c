import { type CheckpointStorage, checkStorageName } from './checkpoint-storage.ts';
import { webLock } from './web-lock.ts';

const files = 'files';

/**
 * A database of the browser's IndexedDB as a {@link CheckpointStorage}. It is made when it is first used; browsers
 * may throw it away when the disk is full, unless `navigator.storage.persist()` was granted.
 *
 * @param name The database's name, which is this site's own.
 * @throws Error where there is no IndexedDB, as in Node.
 * @example
 * ```ts no-run
 * import { CheckpointStore, indexedDbStorage } from '@feedforward/checkpoint';
 *
 * const store = await CheckpointStore.open(indexedDbStorage('iris'));
 * ```
 */
export function indexedDbStorage(name: string): CheckpointStorage {
  const place = `IndexedDB "${name}"`;
  if (!globalThis.indexedDB) {
    throw new Error(`Cannot use ${place}: this runtime has no IndexedDB. Use folderStorage or memoryStorage.`);
  }
  /** Runs one request in a transaction of its own, which is on the disk when this resolves. */
  async function run<T>(
    what: string,
    mode: IDBTransactionMode,
    request: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    try {
      const database = await open(name);
      try {
        const transaction = database.transaction(files, mode, { durability: 'strict' });
        const asked = request(transaction.objectStore(files));
        await new Promise((resolve, reject) => {
          transaction.oncomplete = resolve;
          transaction.onabort = () => reject(transaction.error);
        });
        return asked.result;
      } finally {
        database.close();
      }
    } catch (cause) {
      throw new Error(`Cannot ${what} ${place}: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause });
    }
  }
  return {
    list: async () => (await run('list', 'readonly', (store) => store.getAllKeys())).map(String),
    read: async (file) => {
      const key = checkStorageName(file);
      const found: unknown = await run(`read "${key}" in`, 'readonly', (store) => store.get(key));
      if (!(found instanceof Uint8Array)) throw new Error(`Cannot read "${key}" in ${place}: it is not there.`);
      return found;
    },
    write: async (file, bytes) => {
      const key = checkStorageName(file);
      await run(`write "${key}" in`, 'readwrite', (store) => store.put(bytes.slice(), key));
    },
    remove: async (file) => {
      const key = checkStorageName(file);
      await run(`delete "${key}" in`, 'readwrite', (store) => store.delete(key));
    },
    lock: () => webLock(place),
  };
}

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(files);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
