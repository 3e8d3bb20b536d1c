import { fileSystem, operatingSystem, paths } from './builtins.ts';
import { locate } from './location.ts';
import { readBytes } from './read-bytes.ts';

/** Keeps downloaded files. */
export interface FileCache {
  /** What errors call it. */
  readonly where: string;
  read(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

/**
 * The cache for one data set, whose files may be named as another's: a folder where there are files, the Cache API in a browser; undefined where there is
 * neither. In a folder that the caller did not name, writing may fail in silence: a cache only saves time.
 */
export function openCache(dataset: string, cacheDir?: string): FileCache | undefined {
  if (!fileSystem()) return globalThis.caches ? browserCache(dataset) : undefined;
  if (cacheDir !== undefined) return folderCache(`${cacheDir}/${dataset}`);
  const folder = userCacheFolder();
  if (folder === undefined) return undefined;
  const cache = folderCache(`${folder}/feedforward/${dataset}`);
  return { ...cache, write: (name, bytes) => cache.write(name, bytes).catch(() => {}) };
}

function folderCache(folder: string): FileCache {
  return {
    where: folder,
    read: (name) => readBytes(`${folder}/${name}`, { name }),
    async write(name, bytes) {
      const files = fileSystem()!;
      // A reader sees the old file, or none, or the whole new one.
      const unfinished = `${folder}/.${name}.${crypto.randomUUID()}.tmp`;
      try {
        await files.mkdir(folder, { recursive: true });
        await files.writeFile(unfinished, bytes);
        await files.rename(unfinished, `${folder}/${name}`);
      } catch (cause) {
        await files.rm(unfinished, { force: true }).catch(() => {});
        throw new Error(`Cannot keep "${name}" in "${folder}": ${cause instanceof Error ? cause.message : cause}`, {
          cause,
        });
      }
    },
  };
}

/** Where the platform keeps what can be fetched again; undefined where Deno is not allowed to look. */
function userCacheFolder(): string | undefined {
  try {
    const { env, platform } = process;
    const home = operatingSystem()!.homedir();
    const own = env.XDG_CACHE_HOME;
    if (own && paths()!.isAbsolute(own)) return own; // the specification ignores relative ones
    if (platform === 'win32') return env.LOCALAPPDATA ?? `${home}/AppData/Local`;
    return platform === 'darwin' ? `${home}/Library/Caches` : `${home}/.cache`;
  } catch {
    return undefined;
  }
}

function browserCache(dataset: string): FileCache {
  const key = (name: string) => locate('/feedforward/', `${dataset}/${name}`);
  return {
    where: "the browser's cache",
    async read(name) {
      const kept = await (await caches.open('feedforward')).match(key(name));
      return kept && new Uint8Array(await kept.arrayBuffer());
    },
    async write(name, bytes) {
      // No room, or a page from a file: the data is there all the same.
      await caches
        .open('feedforward')
        .then((cache) => cache.put(key(name), new Response(bytes)))
        .catch(() => {});
    },
  };
}
