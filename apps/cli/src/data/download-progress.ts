import { printable } from '@feedforward/checkpoint';
import type { Progress } from '@feedforward/datasets';
import type { Output } from '../io.ts';

/** Tells of files that come in over the network: as they come on a terminal, once for each elsewhere. */
export function downloadProgress(output: Output): (progress: Progress) => void {
  let told: string | undefined;
  return ({ file, loaded, total }) => {
    const isDone = loaded === total;
    if (output.isTTY) {
      const of = total === undefined ? '' : ` of ${megabytes(total)}`;
      output.write(`\r\x1b[KDownloading ${printable(file)}: ${megabytes(loaded)}${of} MB${isDone ? '\r\x1b[K' : ''}`);
    } else if (file !== told) {
      output.write(`Downloading ${printable(file)}\n`);
    }
    told = file;
  };
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
