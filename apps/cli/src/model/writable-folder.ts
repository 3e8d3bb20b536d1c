import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes sure, before hours of training, that a file can be saved in the folder, which is made if need be. */
export function requireWritableFolder(folder: string): void {
  const trial = join(folder, `.${process.pid}.trial`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(trial, '');
    rmSync(trial);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot save a model in "${folder}": ${reason}. Name another folder with --model-dir.`, {
      cause: error,
    });
  }
}
