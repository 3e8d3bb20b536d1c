type Builtin<Id extends 'node:fs/promises' | 'node:os' | 'node:path'> = ReturnType<typeof process.getBuiltinModule<Id>>;

/**
 * Node's builtins, which Deno and Bun have as well; undefined in browsers. Asked for at run time and not imported, so
 * that bundlers for browsers have nothing to resolve.
 */
export const fileSystem = (): Builtin<'node:fs/promises'> | undefined =>
  globalThis.process?.getBuiltinModule?.('node:fs/promises');

export const operatingSystem = (): Builtin<'node:os'> | undefined => globalThis.process?.getBuiltinModule?.('node:os');

export const paths = (): Builtin<'node:path'> | undefined => globalThis.process?.getBuiltinModule?.('node:path');
