import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Makes sure, before hours of training, that a file can be saved in the folder, which is made if need be. */
export function requireWritableFolder(folder: string): void {
  const trial = join(folder, `.${process.pid}.trial`);
  try {
    makeFolder(resolve(folder));
    writeFileSync(trial, '');
    rmSync(trial);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot save a model in "${folder}": ${reason}. Name another folder with --model-dir.`, {
      cause: error,
    });
  }
}

/** One after the other: Node's own recursive way goes round for ever below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}
