/** How many bytes are encoded at once: a multiple of 3, so that the pieces join without padding between them. */
const pieceLength = 3 * 4096;

/** Bytes in base64. */
export function base64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += pieceLength) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(start, start + pieceLength))));
  }
  return pieces.join('');
}
