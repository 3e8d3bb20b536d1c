import type { Extent } from './bundle-entry.ts';

/**
 * The key under which a slice of a tensor lies in an index: `EncodeTensorNameSlice` of TensorFlow, on its OrderedCode,
 * whose codes have the order of what they stand for. Starts and lengths are -1 or more.
 */
export function sliceKey(name: string, extents: readonly Extent[]): Uint8Array {
  const places = extents.flatMap(({ start, length }) => [...signed(start), ...signed(length)]);
  return Uint8Array.from([...unsigned(0), ...text(name), ...unsigned(extents.length), ...places]);
}

/** The bytes, and 0 and 1 to end them; a 0 in them becomes 0 and 255, a 255 becomes 255 and 0. */
function text(value: string): number[] {
  const bytes = Array.from(new TextEncoder().encode(value));
  return [...bytes.flatMap((byte) => (byte === 0 ? [0, 255] : byte === 255 ? [255, 0] : byte)), 0, 1];
}

/** How many bytes there are, then the bytes, the greatest first. */
function unsigned(value: number): number[] {
  let length = 0;
  while (value >= 256 ** length) length++;
  return [length, ...bigEndian(value, length)];
}

/** In n bytes fit 7 n - 1 bits, for the first n bits are ones and a zero follows. */
function signed(value: number): number[] {
  if (value < 64) return [0x80 ^ (value & 0xff)];
  let length = 2;
  while (value >= 2 ** (7 * length - 1)) length++;
  const bytes = bigEndian(value, length);
  bytes[0]! |= (0xff00 >>> length) & 0xff;
  return bytes;
}

function bigEndian(value: number, length: number): number[] {
  return Array.from({ length }, (_, i) => Math.floor(value / 256 ** (length - 1 - i)) % 256);
}
