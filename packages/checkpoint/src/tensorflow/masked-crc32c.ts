import { crc32c } from '../crc32c.ts';

/** A CRC-32C as LevelDB and TensorFlow store it: rotated and moved, for the CRC of data with CRCs in it says little. */
export function maskedCrc32c(bytes: Uint8Array, start = 0, end: number = bytes.length): number {
  const crc = crc32c(bytes, 0, start, end);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
