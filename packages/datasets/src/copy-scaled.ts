import type { Numbers } from './numbers.ts';

type Floats = Float32Array | Float64Array;

/** Writes `count` numbers that lie together, times `scale`, to `out` from `at` on. */
export function copyScaled(
  storage: Numbers,
  start: number,
  count: number,
  scale: number,
  out: Floats,
  at: number,
): void {
  if (storage instanceof Uint8Array && out instanceof Float32Array) {
    copyScaledBytes(storage, start, count, scale, out, at);
    return;
  }
  for (let k = 0; k < count; k++) out[at + k] = storage[start + k]! * scale;
}

/** The same loop by itself: pictures are fed at every step, and engines make it fastest where they see one type only. */
function copyScaledBytes(
  storage: Uint8Array,
  start: number,
  count: number,
  scale: number,
  out: Float32Array,
  at: number,
): void {
  for (let k = 0; k < count; k++) out[at + k] = storage[start + k]! * scale;
}

/** Writes the numbers at `start` + each of `columns`, times `scale`, to `out` from `at` on. */
export function gatherScaled(
  storage: Numbers,
  start: number,
  columns: Int32Array,
  scale: number,
  out: Floats,
  at: number,
): void {
  for (let k = 0; k < columns.length; k++) out[at + k] = storage[start + columns[k]!]! * scale;
}
