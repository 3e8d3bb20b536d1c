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

/** Where a record begins, and where its payload lies. */
export class TfRecord {
  readonly #bytes: Uint8Array;
  readonly at: number;
  readonly start: number;
  readonly end: number;

  constructor(bytes: Uint8Array, at: number, start: number, end: number) {
    this.#bytes = bytes;
    this.at = at;
    this.start = start;
    this.end = end;
  }

  get payload(): Uint8Array {
    return this.#bytes.subarray(this.start, this.end);
  }
}

/** The whole records, every checksum verified. Returns whether the bytes end within one. */
export function* readRecords(bytes: Uint8Array, refuse: Refuse): Generator<TfRecord, boolean> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    if (bytes.length - at < 12) return true;
    check(bytes, at, at + 8, view.getUint32(at + 8, true), 'the length of the record', at, refuse);
    const length = view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
    if (length > bytes.length - at - 16) return true;
    const [start, end] = [at + 12, at + 12 + length];
    check(bytes, start, end, view.getUint32(end, true), 'the record', at, refuse);
    yield new TfRecord(bytes, at, start, end);
    at = end + 4;
  }
  return false;
}

function check(
  bytes: Uint8Array,
  start: number,
  end: number,
  stored: number,
  what: string,
  at: number,
  refuse: Refuse,
): void {
  const found = maskedCrc32c(bytes, start, end);
  if (found !== stored) {
    throw refuse(
      `the checksum of ${what} at byte ${at} must be ${hexOf(stored)}, it is ${hexOf(found)}: the file is damaged there`,
    );
  }
}

const hexOf = (crc: number): string => `0x${crc.toString(16).padStart(8, '0')}`;
