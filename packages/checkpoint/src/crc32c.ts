/** Castagnoli's polynomial, its bits in reverse: the lowest bit is the highest power. */
const polynomial = 0x82f63b78;

/** Eight tables of 256: the one at `k` advances a byte over itself and `k` zero bytes after it. */
const tables = makeTables();

/**
 * The CRC-32C (Castagnoli) of bytes, as RFC 3720 defines it: a number from 0 to 2³² − 1. Eight bytes are taken at a
 * time, after Kounavis and Berry, "Novel table lookup-based algorithms for high-performance CRC generation" (2008).
 *
 * @param previous - The CRC of the bytes that came before, so that long data can be taken piece by piece.
 */
export function crc32c(bytes: Uint8Array, previous = 0): number {
  const t = tables;
  const whole = bytes.length - (bytes.length % 8);
  let crc = ~previous;
  let at = 0;
  for (; at < whole; at += 8) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc =
      t[1792 | (crc & 255)]! ^
      t[1536 | ((crc >>> 8) & 255)]! ^
      t[1280 | ((crc >>> 16) & 255)]! ^
      t[1024 | (crc >>> 24)]! ^
      t[768 | bytes[at + 4]!]! ^
      t[512 | bytes[at + 5]!]! ^
      t[256 | bytes[at + 6]!]! ^
      t[bytes[at + 7]!]!;
  }
  for (; at < bytes.length; at++) crc = t[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

function makeTables(): Int32Array {
  const tables = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? polynomial : 0);
    tables[byte] = crc;
  }
  for (let i = 256; i < tables.length; i++) {
    const shorter = tables[i - 256]!;
    tables[i] = tables[shorter & 255]! ^ (shorter >>> 8);
  }
  return tables;
}
