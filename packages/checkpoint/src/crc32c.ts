/** Castagnoli's polynomial, its bits in reverse: the lowest bit is the highest power. */
const polynomial = 0x82f63b78;

/** Sixteen tables of 256: the one at `k` advances a byte over itself and `k` zero bytes after it. */
const tables = makeTables(16);

/** For fewer bytes, a view of them as words is not worth making. */
const shortest = 96;

const isLittleEndian = new Uint8Array(Int32Array.of(1).buffer)[0] === 1;

/**
 * The CRC-32C (Castagnoli) of bytes, as RFC 3720 defines it: a number from 0 to 2³² − 1. Sixteen bytes are taken at a
 * time, after Kounavis and Berry, "Novel table lookup-based algorithms for high-performance CRC generation" (2008).
 *
 * @param previous - The CRC of the bytes that came before, so that long data can be taken piece by piece.
 * @param from - Where the bytes begin that count, and `to` where they end.
 */
export function crc32c(bytes: Uint8Array, previous = 0, from = 0, to: number = bytes.length): number {
  if (to - from < shortest || !isLittleEndian) return ~ofBytes(bytes, from, to, ~previous) >>> 0;
  const start = from + (-(bytes.byteOffset + from) & 3); // words lie at multiples of four
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + start, 4 * ((to - start) >> 4));
  const crc = ofWords(words, ofBytes(bytes, from, start, ~previous));
  return ~ofBytes(bytes, start + words.byteLength, to, crc) >>> 0;
}

function ofBytes(bytes: Uint8Array, start: number, end: number, before: number): number {
  let crc = before;
  for (let at = start; at < end; at++) crc = tables[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8);
  return crc;
}

/** Four words at a time, the lowest byte of each coming first. */
function ofWords(words: Int32Array, before: number): number {
  const t = tables;
  let crc = before;
  for (let i = 0; i < words.length; i += 4) {
    const [a, b, c, d] = [crc ^ words[i]!, words[i + 1]!, words[i + 2]!, words[i + 3]!];
    crc =
      t[3840 | (a & 255)]! ^
      t[3584 | ((a >>> 8) & 255)]! ^
      t[3328 | ((a >>> 16) & 255)]! ^
      t[3072 | (a >>> 24)]! ^
      t[2816 | (b & 255)]! ^
      t[2560 | ((b >>> 8) & 255)]! ^
      t[2304 | ((b >>> 16) & 255)]! ^
      t[2048 | (b >>> 24)]! ^
      t[1792 | (c & 255)]! ^
      t[1536 | ((c >>> 8) & 255)]! ^
      t[1280 | ((c >>> 16) & 255)]! ^
      t[1024 | (c >>> 24)]! ^
      t[768 | (d & 255)]! ^
      t[512 | ((d >>> 8) & 255)]! ^
      t[256 | ((d >>> 16) & 255)]! ^
      t[d >>> 24]!;
  }
  return crc;
}

function makeTables(count: number): Int32Array {
  const tables = new Int32Array(count * 256);
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
