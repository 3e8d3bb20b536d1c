type Files = typeof import('node:fs/promises');
type Paths = typeof import('node:path');

/** Makes the folder that a file is to lie in, where there are folders. @throws Error if it cannot be made. */
export async function makeFolderOf(file: string): Promise<void> {
  const path: Paths | undefined = globalThis.process?.getBuiltinModule?.('node:path');
  if (!path) return;
  const folder = path.dirname(file);
  await files()
    ?.mkdir(folder, { recursive: true })
    .catch((error: Error) => {
      throw new Error(`Cannot make folder "${folder}": ${error.message}.`, { cause: error });
    });
}

/**
 * Begins a file of text, or takes it as it is, and gives its length.
 * @throws Error where there is no file system, as in a browser, or it cannot be written.
 */
export async function beginTextFile(file: string, append: boolean): Promise<number> {
  const opened = await required(file).open(file, append ? 'a' : 'w');
  try {
    return (await opened.stat()).size;
  } finally {
    await opened.close();
  }
}

/** A file's text, or none where there is no such file. @throws Error if it cannot be read. */
export async function readText(file: string): Promise<string> {
  try {
    return await required(file).readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** Adds a text at a file's end. */
export async function appendText(file: string, text: string): Promise<void> {
  await required(file).appendFile(file, text);
}

function required(file: string): Files {
  const found = files();
  if (found) return found;
  throw new Error(
    `Cannot write file "${file}": this runtime has no file system (a browser?). Give a function instead.`,
  );
}

/** Node's, which Deno and Bun have as well. */
function files(): Files | undefined {
  return globalThis.process?.getBuiltinModule?.('node:fs/promises');
}
