import { fileSystem } from './builtins.ts';
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
export interface ReadOptions {
  /** What progress calls the file. */
  readonly name: string;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes beyond which a download is given up. Default: none. */
  readonly limit?: number | undefined;
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
  if (!isFile || !files) return download(location, options);
  try {
    return await files.readFile(location, { signal: options.signal });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

async function download(url: Location, options: ReadOptions): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const response = await fetch(url, { signal: options.signal ?? null });
    // Servers of single-page apps answer with a page for what they do not have.
    const isPage = response.headers.get('content-type')?.startsWith('text/html');
    if (response.ok && !isPage) return await readBody(response, options);
    await response.body?.cancel();
    if (response.ok || response.status === 404) return undefined;
    throw new Error(`the server answers ${response.status} ${response.statusText}`.trimEnd());
  } catch (error) {
    options.signal?.throwIfAborted();
    throw new Error(`Cannot read ${url}: ${reasonOf(error)}`, { cause: error });
  }
}

async function readBody(
  response: Response,
  { name, onProgress, limit = Number.POSITIVE_INFINITY }: ReadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const total = totalBytes(response);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let loaded = 0;
  const reader = response.body?.getReader();
  for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
    pieces.push(piece.value);
    loaded += piece.value.length;
    if (loaded > limit) {
      await reader?.cancel();
      throw new RangeError(`it must have at most ${limit} bytes, it goes on after that`);
    }
    onProgress?.({ file: name, loaded, total });
  }
  return concatenate(pieces, loaded);
}

/** Node's `fetch failed` keeps what happened in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

/** The length that the server declares, unless it is that of compressed bytes which `fetch` decompresses. */
function totalBytes({ headers }: Response): number | undefined {
  const length = headers.get('content-length');
  return length && !headers.get('content-encoding') ? Number(length) : undefined;
}

function concatenate(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
