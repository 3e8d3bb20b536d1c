// For tests only.
import type { TensorData } from '../tensor-data.ts';

/** The bytes of a file with this header, as it stands, and these data. */
export function fileOf(header: string | Uint8Array, data: ArrayLike<number> = []): Uint8Array<ArrayBuffer> {
  const text = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

/** A tensor's bytes, so that NaNs and signed zeros compare as what they are. */
export function bytesOf({ data }: TensorData): number[] {
  return Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}
