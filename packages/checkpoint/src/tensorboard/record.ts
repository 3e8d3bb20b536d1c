import type { Refuse } from '../refuse.ts';
import { maskedCrc32c } from '../tensorflow/masked-crc32c.ts';

/** A record of a TFRecord file: the payload's length as a u64, its checksum, the payload, and its checksum. */
export function encodeRecord(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const record = new Uint8Array(12 + payload.length + 4);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(payload.length), true);
  view.setUint32(8, maskedCrc32c(record.subarray(0, 8)), true);
  record.set(payload, 12);
  view.setUint32(12 + payload.length, maskedCrc32c(payload), true);
  return record;
}

/** A record's payload and where it begins. */
export interface TfRecord {
  readonly at: number;
  readonly payload: Uint8Array;
}

/** The whole records, every checksum verified. Returns whether the bytes end within one. */
export function* readRecords(bytes: Uint8Array, refuse: Refuse): Generator<TfRecord, boolean> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    if (bytes.length - at < 12) return true;
    check(bytes.subarray(at, at + 8), view.getUint32(at + 8, true), `the length of the record at byte ${at}`, refuse);
    const length = view.getBigUint64(at, true);
    if (length > BigInt(bytes.length - at - 16)) return true;
    const end = at + 12 + Number(length);
    const payload = bytes.subarray(at + 12, end);
    check(payload, view.getUint32(end, true), `the record at byte ${at}`, refuse);
    yield { at, payload };
    at = end + 4;
  }
  return false;
}

function check(bytes: Uint8Array, stored: number, what: string, refuse: Refuse): void {
  const found = maskedCrc32c(bytes);
  if (found !== stored) {
    throw refuse(`the checksum of ${what} must be ${hexOf(stored)}, it is ${hexOf(found)}: the file is damaged there`);
  }
}

const hexOf = (crc: number): string => `0x${crc.toString(16).padStart(8, '0')}`;
