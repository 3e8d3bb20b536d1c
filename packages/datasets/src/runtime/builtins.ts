/**
 * Node's builtins, which Deno and Bun have as well; undefined in browsers. Asked for at run time and not imported, so
 * that bundlers for browsers have nothing to resolve.
 */
export const fileSystem = (): typeof import('node:fs/promises') | undefined =>
  globalThis.process?.getBuiltinModule?.('node:fs/promises');

export const operatingSystem = (): typeof import('node:os') | undefined =>
  globalThis.process?.getBuiltinModule?.('node:os');

export const paths = (): typeof import('node:path') | undefined => globalThis.process?.getBuiltinModule?.('node:path');
