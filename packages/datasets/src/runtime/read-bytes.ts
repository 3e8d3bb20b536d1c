import { fileSystem } from './builtins.ts';
import { type DownloadOptions, download } from './download.ts';
import type { Location } from './location.ts';

/** How much of a file has come in over the network. */
export interface Progress {
  /** The file's name, without `.gz`. */
  readonly file: string;
  /** Bytes so far. */
  readonly loaded: number;
  /** Bytes in all, where the server says. */
  readonly total: number | undefined;
}

/** What {@link readBytes} takes. */
export interface ReadOptions extends DownloadOptions {
  /** What progress calls the file. */
  readonly name: string;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * A file's bytes; undefined where there is no such file.
 * @throws Error if it cannot be read.
 */
export async function readBytes(
  location: Location,
  options: ReadOptions,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  options.signal?.throwIfAborted();
  const files = fileSystem();
  const isFile = typeof location === 'string' || location.protocol === 'file:';
  if (!isFile || !files) return fetched(location, options);
  try {
    return await files.readFile(location, { signal: options.signal });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(String(error.code));

async function fetched(
  url: Location,
  { name, onProgress, ...options }: ReadOptions,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await download(url, {
      ...options,
      // Servers of single-page apps answer with a page for what they do not have.
      accept: ({ headers, ok, status }) =>
        status !== 404 && !(ok && headers.get('content-type')?.startsWith('text/html')),
      onProgress: (loaded, total) => onProgress?.({ file: name, loaded, total }),
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    throw new Error(`Cannot read ${url}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Node's `fetch failed` keeps what happened in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
