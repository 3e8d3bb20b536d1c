import relaxed from '../../build/kernels-relaxed.wasm';
import relaxedShared from '../../build/kernels-relaxed-shared.wasm';
import simd from '../../build/kernels-simd.wasm';
import simdShared from '../../build/kernels-simd-shared.wasm';

/** The kernels' binary: with relaxed SIMD or without, for a memory that threads share or for one that they do not. */
export function kernelsBinary({
  relaxedSimd,
  shared,
}: {
  relaxedSimd: boolean;
  shared: boolean;
}): Uint8Array<ArrayBuffer> {
  const base64 = relaxedSimd ? (shared ? relaxedShared : relaxed) : shared ? simdShared : simd;
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
