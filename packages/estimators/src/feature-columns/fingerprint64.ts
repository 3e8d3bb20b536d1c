/** FarmHash's multipliers: primes between 2^63 and 2^64. */
const k0 = 0xc3a5c85c97cb3127n;
const k1 = 0xb492b66fbe98f273n;
const k2 = 0x9ae16a3b2f90404fn;

const encoder = new TextEncoder();

/**
 * The FarmHash fingerprint of a text's UTF-8 bytes, an unsigned 64-bit integer: `Fingerprint64` of Geoff Pike's
 * FarmHash (2014), which never changes, and by which TensorFlow assigns strings to buckets.
 */
export function fingerprint64(text: string): bigint {
  const bytes = encoder.encode(text);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 64) return ofMany(view);
  if (bytes.length > 32) return of33To64(view);
  if (bytes.length > 16) return of17To32(view);
  return of0To16(view);
}

/**
 * One fingerprint of two, an unsigned 64-bit integer; their order matters. TensorFlow's `FingerprintCat64`, by which
 * it crosses features.
 */
export function fingerprintCat64(first: bigint, second: bigint): bigint {
  const multiplier = 0xc6a4a7935bd1e995n;
  const mixed = u64(first ^ multiplier ^ u64(shiftMix(u64(second * multiplier)) * multiplier));
  return shiftMix(u64(shiftMix(u64(mixed * multiplier)) * multiplier));
}

const u64 = (value: bigint): bigint => BigInt.asUintN(64, value);

const rotate = (value: bigint, by: bigint): bigint => u64((value >> by) | (value << (64n - by)));

const shiftMix = (value: bigint): bigint => value ^ (value >> 47n);

const fetch64 = (view: DataView, at: number): bigint => view.getBigUint64(at, true);

const fetch32 = (view: DataView, at: number): bigint => BigInt(view.getUint32(at, true));

function ofTwo(u: bigint, v: bigint, multiplier: bigint): bigint {
  const a = shiftMix(u64((u ^ v) * multiplier));
  return u64(shiftMix(u64((v ^ a) * multiplier)) * multiplier);
}

function of0To16(view: DataView): bigint {
  const length = view.byteLength;
  const size = BigInt(length);
  const multiplier = k2 + size * 2n;
  if (length >= 8) {
    const a = u64(fetch64(view, 0) + k2);
    const b = fetch64(view, length - 8);
    return ofTwo(u64(rotate(b, 37n) * multiplier + a), u64((rotate(a, 25n) + b) * multiplier), u64(multiplier));
  }
  if (length >= 4) return ofTwo(size + (fetch32(view, 0) << 3n), fetch32(view, length - 4), u64(multiplier));
  if (length === 0) return k2;
  const y = BigInt(view.getUint8(0) + (view.getUint8(length >> 1) << 8));
  const z = BigInt(length + (view.getUint8(length - 1) << 2));
  return u64(shiftMix(u64(y * k2) ^ u64(z * k0)) * k2);
}

function of17To32(view: DataView): bigint {
  const length = view.byteLength;
  const multiplier = u64(k2 + BigInt(length) * 2n);
  const a = u64(fetch64(view, 0) * k1);
  const b = fetch64(view, 8);
  const c = u64(fetch64(view, length - 8) * multiplier);
  const d = u64(fetch64(view, length - 16) * k2);
  return ofTwo(u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d), u64(a + rotate(u64(b + k2), 18n) + c), multiplier);
}

function of33To64(view: DataView): bigint {
  const length = view.byteLength;
  const multiplier = u64(k2 + BigInt(length) * 2n);
  const a = u64(fetch64(view, 0) * k2);
  const b = fetch64(view, 8);
  const c = u64(fetch64(view, length - 8) * multiplier);
  const d = u64(fetch64(view, length - 16) * k2);
  const y = u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d);
  const z = ofTwo(y, u64(a + rotate(u64(b + k2), 18n) + c), multiplier);
  const e = u64(fetch64(view, 16) * multiplier);
  const f = fetch64(view, 24);
  const g = u64((y + fetch64(view, length - 32)) * multiplier);
  const h = u64((z + fetch64(view, length - 24)) * multiplier);
  return ofTwo(u64(rotate(u64(e + f), 43n) + rotate(g, 30n) + h), u64(e + rotate(u64(f + a), 18n) + g), multiplier);
}

type Pair = readonly [first: bigint, second: bigint];

/** 128 bits of 32 bytes and two seeds. */
function weak(view: DataView, at: number, seedA: bigint, seedB: bigint): Pair {
  const z = fetch64(view, at + 24);
  const a = u64(seedA + fetch64(view, at));
  const sum = u64(a + fetch64(view, at + 8) + fetch64(view, at + 16));
  return [u64(sum + z), u64(rotate(u64(seedB + a + z), 21n) + rotate(sum, 44n) + a)];
}

/** What a chunk of 64 bytes is mixed into. */
interface State {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
  readonly v: Pair;
  readonly w: Pair;
}

/** Mixes in the chunk at `at`; the last one has other factors. */
function mixed({ x, y, z, v, w }: State, view: DataView, at: number, multiplier: bigint, factor: bigint): State {
  const nextX = u64(rotate(u64(x + y + v[0] + fetch64(view, at + 8)), 37n) * multiplier) ^ u64(w[1] * factor);
  const nextY = u64(
    rotate(u64(y + v[1] + fetch64(view, at + 48)), 42n) * multiplier + v[0] * factor + fetch64(view, at + 40),
  );
  const nextZ = u64(rotate(u64(z + w[0]), 33n) * multiplier);
  return {
    x: nextZ, // the two change places
    y: nextY,
    z: nextX,
    v: weak(view, at, u64(v[1] * multiplier), u64(nextX + w[0])),
    w: weak(view, at + 32, u64(nextZ + w[1]), u64(nextY + fetch64(view, at + 16))),
  };
}

function ofMany(view: DataView): bigint {
  const seed = 81n;
  const seedY = u64(seed * k1 + 113n);
  let state: State = {
    x: u64(seed * k2 + fetch64(view, 0)),
    y: seedY,
    z: u64(shiftMix(u64(seedY * k2 + 113n)) * k2),
    v: [0n, 0n],
    w: [0n, 0n],
  };
  const last = view.byteLength - 1;
  for (let at = 0; at < last - (last % 64); at += 64) state = mixed(state, view, at, k1, 1n);
  const multiplier = u64(k1 + ((state.z & 0xffn) << 1n));
  const w0 = u64(state.w[0] + BigInt(last % 64));
  const v0 = u64(state.v[0] + w0);
  const { x, y, z, v, w } = mixed(
    { ...state, v: [v0, state.v[1]], w: [u64(w0 + v0), state.w[1]] },
    view,
    view.byteLength - 64,
    multiplier,
    9n,
  );
  return ofTwo(
    u64(ofTwo(v[0], w[0], multiplier) + shiftMix(y) * k0 + z),
    u64(ofTwo(v[1], w[1], multiplier) + x),
    multiplier,
  );
}
