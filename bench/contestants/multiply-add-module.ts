/**
 * A WebAssembly module, assembled here, whose `run(n)` goes n times through one multiply-add for each of its
 * accumulators: 128 bits wide, independent of each other, all in registers. Nothing can compute faster on this machine
 * within WebAssembly.
 */
export interface MultiplyAddModule {
  readonly module: WebAssembly.Module;
  /** Whether the multiply-add is one instruction, of relaxed SIMD, or two. */
  readonly fused: boolean;
}

/** As many as hide the latency of two multiply-adds a cycle, and fit 16 registers with the two operands. */
export const accumulators = 12;

export function multiplyAddModule(): MultiplyAddModule {
  const relaxed = assemble(simd(0x105)); // f32x4.relaxed_madd
  const fused = WebAssembly.validate(relaxed);
  return { module: new WebAssembly.Module(fused ? relaxed : assemble()), fused };
}

const [count, x, y] = [0, accumulators + 1, accumulators + 2]; // locals; the accumulators lie between
const v128 = 0x7b;
const [i32, f32] = [0x7f, 0x7d];
const add = simd(0xe4);
const multiply = simd(0xe6);

function assemble(multiplyAdd?: readonly number[]): Uint8Array<ArrayBuffer> {
  const each = Array.from({ length: accumulators }, (_, i) => i + 1);
  const step = (i: number): number[] =>
    multiplyAdd
      ? [...get(i), ...get(x), ...get(y), ...multiplyAdd, ...set(i)]
      : [...get(i), ...get(x), ...multiply, ...get(y), ...add, ...set(i)];
  const body = [
    ...[1, ...leb(accumulators + 2), v128], // locals beside the parameter
    ...each.flatMap((i) => [...splat(i), ...set(i)]), // different, so that no compiler makes one of them
    ...[...splat(0.5), ...set(x), ...splat(1), ...set(y)], // converges to 2: neither overflows nor becomes denormal
    ...[0x03, 0x40], // loop
    ...each.flatMap(step),
    ...[...get(count), 0x41, 1, 0x6b, 0x22, count, 0x0d, 0], // while (--count)
    0x0b,
    ...each.flatMap((i) => [...get(i), ...(i > 1 ? add : [])]),
    ...[...simd(0x1f), 0, 0x0b], // the first lane of the sum
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 1, i32, 1, f32]),
    ...section(3, [1, 0]),
    ...section(7, [1, 3, ...new TextEncoder().encode('run'), 0, 0]),
    ...section(10, [1, ...leb(body.length), ...body]),
  ]);
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...leb(content.length), ...content];
}

function get(local: number): number[] {
  return [0x20, local];
}

function set(local: number): number[] {
  return [0x21, local];
}

function splat(value: number): number[] {
  return [0x43, ...new Uint8Array(Float32Array.of(value).buffer), ...simd(0x13)];
}

function simd(opcode: number): number[] {
  return [0xfd, ...leb(opcode)];
}

function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >> 7)];
}
