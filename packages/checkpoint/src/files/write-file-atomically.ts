import { errorCode, type FileSystem, fileSystem, reasonOf } from './file-system.ts';

/**
 * Writes a file so that it is there whole or not at all, in Node, Deno and Bun: a temporary file in the same folder is
 * written, flushed to the disk, and renamed; then the folder is flushed too, where the system can. Whatever fails
 * before the renaming leaves a file that stood there as it was, and takes the temporary one away.
 *
 * @throws Error that says what could not be written and why; its `cause` is the file system's own.
 */
export async function writeFileAtomically(path: string, bytes: Uint8Array): Promise<void> {
  await replaceFile(path, bytes, '.feedforward-');
}

/** As {@link writeFileAtomically}, with a temporary file whose name begins as told, and ends in `.tmp`. */
export async function replaceFile(path: string, bytes: Uint8Array, temporaryPrefix: string): Promise<void> {
  const what = `write file "${path}"`;
  const system = fileSystem(what, 'Take the bytes from encodeSafetensors, and store or download those.');
  const folder = system.path.dirname(path);
  const temporary = system.path.join(folder, `${temporaryPrefix}${crypto.randomUUID()}.tmp`);
  try {
    await writeDurably(system, temporary, bytes);
    await system.fs.rename(temporary, path);
  } catch (error) {
    await system.fs.rm(temporary, { force: true }).catch(() => {}); // the first error is the one to tell
    throw new Error(`Cannot ${what}: ${await explain(system, folder, error)}. Nothing was changed.`, { cause: error });
  }
  try {
    await flushFolder(system, folder);
  } catch (error) {
    throw new Error(
      `Cannot flush folder "${folder}": ${reasonOf(error)}. File "${path}" is written, but a power cut could undo it.`,
      { cause: error },
    );
  }
}

async function writeDurably({ fs }: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const file = await fs.open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function explain({ fs }: FileSystem, folder: string, error: unknown): Promise<string> {
  if (errorCode(error) !== 'ENOENT') return reasonOf(error);
  const exists = await fs.stat(folder).then(
    () => true,
    () => false,
  );
  return exists ? reasonOf(error) : `its folder "${folder}" does not exist. Make it first`;
}

/** Some systems cannot open or flush a folder (Windows, some network file systems): the file itself is flushed. */
const cannotFlush = new Set(['EACCES', 'EBADF', 'EINVAL', 'EISDIR', 'ENOSYS', 'ENOTSUP', 'EPERM']);

export async function flushFolder({ fs }: FileSystem, path: string): Promise<void> {
  try {
    const folder = await fs.open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    if (!cannotFlush.has(errorCode(error) ?? '')) throw error;
  }
}
