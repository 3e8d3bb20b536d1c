import { printable } from '../printable.ts';
import { fileSystem, reasonOf } from './file-system.ts';

/**
 * A file's bytes, in Node, Deno and Bun.
 * @throws Error that says why it cannot be read; its `cause` is the file system's own.
 */
export async function readFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const what = `read file "${printable(path)}"`;
  const { fs } = fileSystem(what, 'Fetch its bytes, and decode those with decodeSafetensors.');
  try {
    const bytes = await fs.readFile(path);
    // A plain Uint8Array: Node's Buffer is a subclass whose methods differ.
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch (error) {
    throw new Error(`Cannot ${what}: ${reasonOf(error)}.`, { cause: error });
  }
}
