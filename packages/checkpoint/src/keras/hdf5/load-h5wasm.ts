import type * as H5wasm from 'h5wasm';

/** The HDF5 library, an optional dependency. @throws Error that says to install it. */
export async function loadH5wasm(what: string): Promise<typeof H5wasm> {
  try {
    return await import('h5wasm');
  } catch (error) {
    throw new Error(`Cannot ${what}: this takes the package h5wasm, which cannot be loaded. Install it: npm i h5wasm`, {
      cause: error,
    });
  }
}

/** Where it is, for a worker to load it; undefined where the runtime, or a bundler, does not tell. */
export function h5wasmUrl(): string | undefined {
  try {
    return import.meta.resolve('h5wasm');
  } catch {
    return undefined;
  }
}
