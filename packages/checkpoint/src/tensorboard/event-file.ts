import { errorCode, type FileSystem, fileSystem, reasonOf } from '../files/file-system.ts';
import type { EventSink } from './summary-writer.ts';

/**
 * A new event file in a folder, both made when first written to. It is opened for every write, so that nothing is left
 * open, and written at the end of what was last written whole: half a record that a full disk left is written over.
 */
export function eventFile(folder: string): EventSink {
  let file: string | undefined;
  let size = 0;
  return async (bytes) => {
    const what = `write events into "${folder}"`;
    const system = fileSystem(what, 'Give a function that takes bytes instead.');
    try {
      file ??= await makeFile(system, folder);
      const opened = await system.fs.open(file, 'r+');
      try {
        for (let done = 0; done < bytes.length; ) {
          done += (await opened.write(bytes, done, bytes.length - done, size + done)).bytesWritten;
        }
      } finally {
        await opened.close();
      }
      size += bytes.length;
    } catch (error) {
      throw new Error(`Cannot ${what}: ${reasonOf(error)}.`, { cause: error });
    }
  };
}

/** By TensorFlow's name for it, `events.out.tfevents.1529485234.myhost`; another file of that second has a number after. */
async function makeFile({ fs, path }: FileSystem, folder: string): Promise<string> {
  await fs.mkdir(folder, { recursive: true });
  const seconds = String(Math.floor(Date.now() / 1000)).padStart(10, '0');
  const name = path.join(folder, `events.out.tfevents.${seconds}.${hostName()}`);
  for (let others = 0; ; others++) {
    const file = others === 0 ? name : `${name}.${others}`;
    try {
      await (await fs.open(file, 'wx')).close();
      return file;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** Deno tells it only to programs that may know. */
function hostName(): string {
  try {
    return globalThis.process
      .getBuiltinModule('node:os')
      .hostname()
      .replaceAll(/[^\w.-]/g, '_');
  } catch {
    return 'localhost';
  }
}
