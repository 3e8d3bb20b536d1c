import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The model's file, where the path is a folder that `train` has made; else the path as it is. */
export async function fileOf(path: string): Promise<string> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false, // a checkpoint's prefix, or nothing, of which its format will tell
  );
  return isFolder ? join(path, 'model.safetensors') : path;
}
