import { isGzip } from '../gzip/gunzip.ts';
import type { NamedIdx } from '../idx/idx-dataset.ts';
import { decodeIdx } from '../idx/parse-idx.ts';
import { type UnpackedIdx, unpackIdx } from '../idx/unpack-idx.ts';
import { checkSha256 } from './check-sha256.ts';
import { type Place, type PlaceOptions, placesOf } from './places.ts';
import type { PublishedData } from './published-data.ts';

/**
 * One file of a published data set, from the first place that has it unharmed; a download is kept in the cache.
 * @throws Error that says what was wrong in each place, if none has it.
 */
export async function readPublished(data: PublishedData, name: string, options: PlaceOptions): Promise<NamedIdx> {
  const failures: string[] = [];
  for (const place of placesOf(data, name, options)) {
    const found = await readUnharmed(place, name, data.checks[name]!).catch((error: unknown) => {
      options.signal?.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      failures.push(reason.includes(place.where) ? reason : `${place.where}: ${reason}`);
    });
    if (found) {
      if (place.isFar) await options.cache?.write(isGzip(found.raw) ? `${name}.gz` : name, found.raw);
      return { ...decodeIdx(found.unpacked), name };
    }
    if (place.isFar && found === null) failures.push(`${place.where}: not found`);
  }
  throw new Error(
    [
      `Cannot load "${name}" of ${data.title}: no place has it as it was published. Name a source that has it.`,
      ...failures,
    ].join('\n  '),
  );
}

interface Found {
  /** As it was read, compressed or not. */
  readonly raw: Uint8Array<ArrayBuffer>;
  readonly unpacked: UnpackedIdx<ArrayBuffer>;
}

/** The file, checked; null where it is not there. */
async function readUnharmed(
  place: Place,
  name: string,
  { bytes, sha256 }: PublishedData['checks'][string],
): Promise<Found | null> {
  const raw = await place.read();
  if (!raw) return null;
  const unpacked = unpackIdx(raw, name, bytes);
  await checkSha256(unpacked.bytes, sha256, name);
  return { raw, unpacked };
}
