import { crc32c } from '../crc32c.ts';

/** A CRC-32C as LevelDB and TensorFlow store it: rotated and moved, for the CRC of data with CRCs in it says little. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
