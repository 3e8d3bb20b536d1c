import { fileSystem } from '../runtime/builtins.ts';
import type { DownloadOptions } from '../runtime/download.ts';
import type { FileCache } from '../runtime/file-cache.ts';
import { locate } from '../runtime/location.ts';
import { type Progress, readBytes } from '../runtime/read-bytes.ts';
import type { PublishedData } from './published-data.ts';

/** What reading takes besides the name. */
export interface PlaceOptions extends DownloadOptions {
  readonly cache?: FileCache | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Somewhere a file may be. */
export interface Place {
  readonly where: string;
  /** Whether it is worth keeping what was read from here. */
  readonly isFar: boolean;
  /** The file, compressed or not; undefined where it is not here. */
  read(): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** Where to look for a file, in order: the installed package, the system's folders, the cache, the mirrors. */
export function placesOf(data: PublishedData, name: string, { cache, onProgress, ...options }: PlaceOptions): Place[] {
  const { signal } = options;
  const { packageName, systemFolders, mirrors } = data;
  const mostBytes = data.checks[name]!.bytes + 4096; // what gzip adds where it cannot compress
  const maxDownloadBytes = Math.min(options.maxDownloadBytes ?? mostBytes, mostBytes);
  const near = (where: string, read: Place['read']): Place => ({ where, isFar: false, read });
  const fileNames = [`${name}.gz`, name];
  return [
    ...(packageName ? [near(packageName, () => readFromPackage(packageName, name, signal))] : []),
    ...(fileSystem() ? systemFolders : []).flatMap((folder) =>
      fileNames.map((file) => near(`${folder}/${file}`, () => readBytes(`${folder}/${file}`, { name, signal }))),
    ),
    ...(cache ? fileNames.map((file) => near(`${cache.where}/${file}`, () => cache.read(file))) : []),
    ...mirrors.map((mirror) => {
      const url = locate(mirror, `${name}.gz`);
      return {
        where: `${url}`,
        isFar: true,
        read: () => readBytes(url, { ...options, name, onProgress, maxDownloadBytes }),
      };
    }),
  ];
}

/** What a package of data files exports. */
interface DataPackage {
  readonly files?: Readonly<Record<string, URL | undefined>>;
}

async function readFromPackage(
  packageName: string,
  name: string,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  // The name is in a variable and the comments are for bundlers: the package is optional, and is not to be looked for
  // before the program runs.
  const found: DataPackage | undefined = await import(/* @vite-ignore */ /* webpackIgnore: true */ packageName).catch(
    () => undefined,
  );
  const url = found?.files?.[name];
  return url && readBytes(url, { name, signal });
}
