/** What is used of Node's built-in modules, which Deno and Bun have as well. */
export interface FileSystem {
  readonly fs: typeof import('node:fs/promises');
  readonly path: typeof import('node:path');
}

/** @throws Error where there is no file system, as in a browser: `instead` says what to do there. */
export function fileSystem(what: string, instead: string): FileSystem {
  const builtin = globalThis.process?.getBuiltinModule;
  const fs = builtin?.('node:fs/promises');
  const path = builtin?.('node:path');
  if (!fs || !path) throw new Error(`Cannot ${what}: this runtime has no file system (a browser?). ${instead}`);
  return { fs, path };
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be too large',
  EISDIR: 'it is a folder',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is not a folder',
  EPERM: 'it is not permitted',
  EROFS: 'the file system is read-only',
};

/** A file system error's code, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Says in words why a call failed. */
export function reasonOf(error: unknown): string {
  const code = errorCode(error);
  if (code !== undefined && reasons[code]) return `${reasons[code]} (${code})`;
  return error instanceof Error ? error.message : String(error);
}
