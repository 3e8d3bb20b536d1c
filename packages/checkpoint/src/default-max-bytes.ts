/**
 * How much memory reading a file may take beside its own bytes, if nobody says. With those, it is 4 times the file and
 * 8 MiB: a small file cannot take all memory.
 */
export function defaultMaxBytes(file: Uint8Array | number): number {
  return 2 ** 23 + 3 * (typeof file === 'number' ? file : file.length);
}
