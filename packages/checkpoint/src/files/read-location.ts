import { printable } from '../printable.ts';
import { type DownloadOptions, download } from './download.ts';
import { readFile } from './read-file.ts';

/** A file's path from a URL, in Node, Deno and Bun. @throws Error for a URL of another scheme. */
export function pathOf(location: string | URL): string {
  if (typeof location === 'string') return location;
  const url = globalThis.process?.getBuiltinModule?.('node:url');
  if (location.protocol !== 'file:' || !url) {
    throw new TypeError(
      `Cannot write to "${location}": it must be a path or a file URL, with a file system behind it.`,
    );
  }
  return url.fileURLToPath(location);
}

/** What a name is when more is put after it; a URL's query stays behind. */
export function withSuffix(prefix: string | URL, suffix: string): string | URL {
  if (typeof prefix === 'string') return prefix + suffix;
  const url = new URL(prefix);
  url.pathname += suffix;
  return url;
}

/**
 * The bytes at a path or a URL. In a browser, a string is relative to the page. A server that stalls is given up.
 * @throws Error that says why they cannot be read.
 */
export async function readLocation(
  location: string | URL,
  options: DownloadOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const hasFiles = globalThis.process?.getBuiltinModule?.('node:fs/promises') !== undefined;
  const isFile = typeof location === 'string' || location.protocol === 'file:';
  if (isFile && hasFiles) return readFile(pathOf(location));
  try {
    return (await download(location, options)) ?? new Uint8Array();
  } catch (error) {
    options.signal?.throwIfAborted();
    throw new Error(
      `Cannot read "${printable(String(location))}": ${error instanceof Error ? error.message : error}.`,
      { cause: error },
    );
  }
}
