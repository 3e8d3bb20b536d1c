import { zipSync } from 'fflate';
import { parseJson } from '../parse-json.ts';
import type { Refuse } from '../refuse.ts';
import { checkSizes, unpack } from '../zip/unpack.ts';
import { readZipDirectory } from '../zip/zip-directory.ts';

const names = { metadata: 'metadata.json', config: 'config.json', weights: 'model.weights.h5' };

/** The files of a `.keras` archive that are read. */
export interface KerasArchive {
  readonly config: unknown;
  /** Of an HDF5 file. */
  readonly weights: Uint8Array;
}

/** Whether bytes begin as zip archives do. */
export function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/** What is in a `.keras` archive; sizes are checked before memory is taken, checksums are verified. */
export function readArchive(bytes: Uint8Array, maxBytes: number, refuse: Refuse): KerasArchive {
  const entries = readZipDirectory(bytes, refuse);
  const [config, weights] = [names.config, names.weights].map((name) => {
    const entry = entries.find((other) => other.name === name);
    if (!entry) throw refuse(`it must have a file "${name}", it has none`);
    return entry;
  });
  if (!config || !weights) throw refuse('it must have a config and weights');
  checkSizes([config, weights], maxBytes, refuse);
  return { config: parseJson(unpack(config, refuse), `its ${names.config}`, refuse), weights: unpack(weights, refuse) };
}

/** Files are stored, not deflated, as Keras does. */
export function writeArchive(config: unknown, weights: Uint8Array): Uint8Array<ArrayBuffer> {
  const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
  const files = {
    [names.metadata]: json({ keras_version: '3.0.0' }),
    [names.config]: json(config),
    [names.weights]: weights,
  };
  // The earliest date that Zip knows, in the local time that it keeps.
  return zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) });
}
