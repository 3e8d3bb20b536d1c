import { RandomState } from '@feedforward/random';
import { describe, expect, it } from 'vitest';
import { decodeSafetensors, type Safetensors } from './decode.ts';
import { encodeSafetensors } from './encode.ts';
import { SafetensorsError } from './safetensors-error.ts';

const small = encodeSafetensors(
  [
    ['hidden1/kernel', { dtype: 'float32', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
    ['hidden1/bias', { dtype: 'float32', shape: [3], data: Float32Array.of(1, 2, 3) }],
    ['global_step', { dtype: 'int64', shape: [], data: BigInt64Array.of(44000n) }],
    ['none', { dtype: 'bool', shape: [0, 5], data: new Uint8Array(0) }],
  ],
  { format: 'feedforward', '\u00e9\n': '{"quoted": "\\"}' },
);

/** Undefined where the bytes are refused as they should be; any other failure is thrown. */
function decoded(bytes: Uint8Array): Safetensors | undefined {
  try {
    return decodeSafetensors(bytes);
  } catch (error) {
    if (!(error instanceof SafetensorsError)) throw error;
    expect(error.message).toMatch(/^Cannot read the safetensors bytes: .+\.$/s);
    return undefined;
  }
}

/** What is decoded is sound: every tensor fits its shape, and the sum of all is the file. */
function checkSound({ tensors, metadata }: Safetensors, bytes: Uint8Array): void {
  for (const { shape, data } of tensors.values()) expect(data.length).toBe(shape.reduce((a, b) => a * b, 1));
  expect(Object.getPrototypeOf(metadata)).toBe(null);
  for (const value of Object.values(metadata)) expect(value).toBeTypeOf('string');
  expect(encodeSafetensors(tensors, metadata).length).toBeLessThan(3 * bytes.length);
}

describe('decodeSafetensors of damaged files', () => {
  it('refuses every file cut short', () => {
    for (let length = 0; length < small.length; length++) {
      expect(decoded(small.subarray(0, length)), `${length} bytes`).toBeUndefined();
    }
    expect(decoded(small)?.tensors.size).toBe(4);
  });

  it('refuses every file with bytes added', () => {
    expect(decoded(Uint8Array.of(...small, 0))).toBeUndefined();
  });

  it('refuses or soundly reads a file with any one bit flipped', () => {
    let read = 0;
    for (let bit = 0; bit < small.length * 8; bit++) {
      const bytes = small.slice();
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      const result = decoded(bytes);
      if (result) checkSound(result, bytes);
      read += result ? 1 : 0;
    }
    expect(read).toBeGreaterThan(44 * 8 - 1); // a flip in the 44 bytes of data always gives a file
  });

  it('refuses or soundly reads 100,000 mutated files, and pollutes no prototype', () => {
    const random = new RandomState(1);
    const before = Reflect.ownKeys(Object.prototype).length;
    const pieces = [
      '"',
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '0',
      '9',
      '-',
      '1e9',
      '"__proto__"',
      '__metadata__',
      'null',
      '\\u0000',
      'F16',
      'shape',
      '18446744073709551615',
      '\n',
      '\u00e9',
    ].map((piece) => new TextEncoder().encode(piece));
    let read = 0;
    for (let i = 0; i < 100_000; i++) {
      const bytes = mutate(small, pieces, random);
      const result = decoded(bytes);
      if (result && i % 10 === 0) checkSound(result, bytes);
      read += result ? 1 : 0;
    }
    expect(read).toBeGreaterThan(1000);
    expect(Reflect.ownKeys(Object.prototype)).toHaveLength(before);
  });
});

/** One to three changes: a byte set, a stretch cut, doubled or copied elsewhere, or a piece of header put in. */
function mutate(original: Uint8Array, pieces: readonly Uint8Array[], random: RandomState): Uint8Array {
  let bytes = original.slice();
  for (let changes = random.randint(1, 4); changes > 0; changes--) {
    const at = random.randint(0, bytes.length);
    const end = Math.min(bytes.length, at + random.randint(1, 20));
    const kind = random.randint(0, 5);
    if (kind === 0) bytes[at] = random.randint(0, 256);
    else if (kind === 1) bytes = Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(end));
    else if (kind === 2) bytes = Uint8Array.of(...bytes.subarray(0, end), ...bytes.subarray(at));
    else if (kind === 3) bytes.copyWithin(random.randint(0, bytes.length), at, end);
    else bytes.set(pieces[random.randint(0, pieces.length)]!.subarray(0, bytes.length - at), at);
  }
  return bytes;
}
