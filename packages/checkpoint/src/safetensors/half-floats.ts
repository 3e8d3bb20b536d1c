/**
 * IEEE 754 half precision, its bytes in little-endian order, to single. Every value is kept exactly; a NaN keeps its sign
 * and payload.
 */
export function float16ToFloat32(halves: Uint8Array): Float32Array {
  return singles(halves, singleBits);
}

/** bfloat16, the upper half of a single, as {@link float16ToFloat32}. */
export function bfloat16ToFloat32(halves: Uint8Array): Float32Array {
  return singles(halves, (half) => half << 16);
}

/** In a loop: `Uint32Array.from` would keep all numbers in a list first, of many times their size. */
function singles(halves: Uint8Array, bitsOf: (half: number) => number): Float32Array {
  const bits = new Uint32Array(halves.length / 2);
  for (let i = 0; i < bits.length; i++) bits[i] = bitsOf(halves[2 * i]! | (halves[2 * i + 1]! << 8));
  return new Float32Array(bits.buffer);
}

function singleBits(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f800000 | (fraction << 13);
  if (exponent !== 0) return sign | ((exponent + 112) << 23) | (fraction << 13); // 112 = 127 − 15, the biases
  if (fraction === 0) return sign;
  // A subnormal half is a normal single: move its leading one to where it is implied.
  const shift = Math.clz32(fraction) - 21;
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}
