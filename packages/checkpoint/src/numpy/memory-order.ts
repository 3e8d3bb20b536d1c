/** Reverses the bytes of each number, in place: big-endian to little-endian. */
export function swapBytes(bytes: Uint8Array, size: number): void {
  if (size === 1) return;
  for (let at = 0; at < bytes.length; at += size) {
    for (let [left, right] = [at, at + size - 1]; left < right; left++, right--) {
      const byte = bytes[left]!;
      bytes[left] = bytes[right]!;
      bytes[right] = byte;
    }
  }
}

/** The numbers in C order, of those in Fortran's, in which the first index changes fastest. */
export function inCOrder(
  bytes: Uint8Array<ArrayBuffer>,
  shape: readonly number[],
  size: number,
): Uint8Array<ArrayBuffer> {
  const axes = shape.filter((dimension) => dimension !== 1); // the others change no order, however many there are
  if (bytes.length === 0 || axes.length < 2) return bytes;
  const ordered = new Uint8Array(bytes.length);
  const strides: number[] = [];
  let stride = size;
  for (const dimension of axes) {
    strides.push(stride);
    stride *= dimension;
  }
  const index = axes.map(() => 0);
  let from = 0;
  for (let to = 0; to < bytes.length; to += size) {
    for (let byte = 0; byte < size; byte++) ordered[to + byte] = bytes[from + byte]!;
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++index[axis]! < axes[axis]!) break;
      from -= strides[axis]! * axes[axis]!;
      index[axis] = 0;
    }
  }
  return ordered;
}
