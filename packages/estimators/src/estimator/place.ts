import { type CheckpointStorage, folderStorage } from '@feedforward/checkpoint';

/** Where files are kept: a folder, in Node, Deno and Bun; or a storage, anywhere. */
export class Place {
  readonly storage: CheckpointStorage;
  /** The folder's path without a slash at its end; undefined for a storage. */
  readonly folder: string | undefined;

  constructor(given: string | CheckpointStorage) {
    this.storage = typeof given === 'string' ? folderStorage(given) : given;
    this.folder = typeof given === 'string' ? given.replace(/(?<=.)[/\\]$/, '') : undefined;
  }

  /** A file's path; in a storage that is no folder, its name. */
  pathOf(name: string): string {
    return this.folder === undefined ? name : `${this.folder}/${name}`;
  }
}
