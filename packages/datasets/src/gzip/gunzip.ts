import { crc32 } from './crc32.ts';
import { inflate } from './inflate.ts';

/** Whether bytes begin as gzip does. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Of a member's header, what its flags say there is. */
const flags = { headerCrc: 2, extra: 4, name: 8, comment: 16, unknown: 0xe0 };

/**
 * Unpacks a gzip file (RFC 1952): its members one after the other, and zeros behind the last one, as `gzip` and Python do.
 * Each member's checksum and length are verified.
 *
 * @param emit Given what was unpacked, up to 32 KiB at once, in memory that is used again. What it throws ends it.
 * @throws Error that says where it is damaged, cut short, or followed by what is no gzip.
 */
export function gunzip(bytes: Uint8Array, emit: (piece: Uint8Array) => void): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  do {
    at = member(bytes, view, at, emit);
    while (bytes[at] === 0) at++;
  } while (at < bytes.length);
}

/** Unpacks the member that begins there. @returns Where it ends. */
function member(bytes: Uint8Array, view: DataView, start: number, emit: (piece: Uint8Array) => void): number {
  const damaged = (why: string, cause?: unknown): Error =>
    new Error(`its gzip data is damaged or cut short, in the member at byte ${start}: ${why}`, { cause });
  if (!isGzip(bytes.subarray(start))) {
    throw new Error(`its gzip data ends at byte ${start}, and is followed by what is none`);
  }
  const dataAt = headerEnd(bytes, view, start);
  if (dataAt === undefined) throw damaged('its header has no end, or what RFC 1952 does not know');
  let [crc, length] = [0, 0];
  let thrown: { readonly error: unknown } | undefined;
  let end: number;
  try {
    end = inflate(bytes, dataAt, (piece) => {
      crc = crc32(piece, crc);
      length += piece.length;
      try {
        emit(piece);
      } catch (error) {
        thrown = { error };
        throw error;
      }
    });
  } catch (error) {
    if (thrown) throw thrown.error;
    throw damaged(error instanceof Error ? error.message : String(error), error);
  }
  if (end + 8 > bytes.length) throw damaged('its checksum is missing');
  if (view.getUint32(end, true) !== crc) throw damaged('its checksum is that of other bytes');
  if (view.getUint32(end + 4, true) !== length % 2 ** 32) throw damaged('its length is another');
  return end + 8;
}

/** Undefined where it has none, or a member is packed otherwise. */
function headerEnd(bytes: Uint8Array, view: DataView, start: number): number | undefined {
  const found = bytes[start + 3] ?? flags.unknown;
  if (bytes[start + 2] !== 8 || (found & flags.unknown) !== 0) return undefined;
  let at = start + 10;
  if ((found & flags.extra) !== 0) {
    if (at + 2 > bytes.length) return undefined;
    at += 2 + view.getUint16(at, true);
  }
  for (const text of [flags.name, flags.comment]) {
    if ((found & text) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return undefined;
    at = end + 1;
  }
  if ((found & flags.headerCrc) !== 0) at += 2;
  return at > bytes.length ? undefined : at;
}
