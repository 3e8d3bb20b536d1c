import { describe, expect, it } from 'vitest';
import { crc32c } from '../crc32c.ts';
import type { TensorData } from '../tensor-data.ts';
import { decodeSafetensors } from './decode.ts';
import { encodeSafetensors } from './encode.ts';
import { SafetensorsError } from './safetensors-error.ts';

const kernel = { dtype: 'float32', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) } as const;
const bias = { dtype: 'float32', shape: [3], data: Float32Array.of(7, 8, 9) } as const;
const tensors = new Map([
  ['hidden1/bias', bias],
  ['hidden1/kernel', kernel],
] as [string, TensorData][]);
const metadata = { state: '{"globalStep":37}', note: 'größer' };
const bytes = encodeSafetensors(tensors, metadata, { checksums: true });

describe('a file with checksums', () => {
  it('gives them back beside its tensors and metadata, which do not change', () => {
    const read = decodeSafetensors(bytes);
    expect({ ...read.metadata }).toEqual(metadata);
    expect(read.tensors).toEqual(tensors);
    const crc = crc32c(new Uint8Array(kernel.data.buffer)).toString(16).padStart(8, '0');
    expect(read.checksums.get('hidden1/kernel')).toBe(crc);
    expect([...read.checksums.keys()].sort()).toEqual(['hidden1/bias', 'hidden1/kernel']);
  });

  it('can be written again as it was read', () => {
    const read = decodeSafetensors(bytes);
    expect(encodeSafetensors(read.tensors, read.metadata, { checksums: true })).toEqual(bytes);
  });

  it('is told from one without, which is read as ever', () => {
    const { checksums } = decodeSafetensors(encodeSafetensors(tensors, metadata));
    expect(checksums.size).toBe(0);
  });

  it.each([1, 2, 4, 8, 16, 32, 64, 128])(
    'is refused or gives what was written, whichever byte has its bit %i flipped',
    (bit) => {
      for (let at = 0; at < bytes.length; at++) {
        const damaged = bytes.slice();
        damaged[at]! ^= bit;
        try {
          const read = decodeSafetensors(damaged);
          // Only where the name "crc32c" itself was hit; then nothing else is.
          expect(read.tensors, `byte ${at}`).toEqual(tensors);
          expect(read.metadata, `byte ${at}`).toMatchObject(metadata);
        } catch (error) {
          if (!(error instanceof SafetensorsError)) throw error;
        }
      }
    },
  );

  it('says which tensor is damaged', () => {
    const damaged = bytes.slice();
    damaged[damaged.length - 1]! ^= 1;
    expect(() => decodeSafetensors(damaged, { name: 'a.safetensors' })).toThrow(
      /^Cannot read safetensors file "a.safetensors": it is damaged in tensor "hidden1\/kernel": the crc32c is [0-9a-f]{8}, it was written with "[0-9a-f]{8}"\.$/,
    );
  });

  it.each([
    ['a number of its metadata', '\\"globalStep\\":37', '\\"globalStep\\":36'],
    ['a shape of as many numbers', '[2,3]', '[3,2]'],
    ['a dtype of the same size', '"F32","shape":[3]', '"I32","shape":[3]'],
    ['two names of the same length', 'hidden1/bias":{', 'hidden2/bias":{'],
  ])('is refused with %s changed', (_, from, to) => {
    const at = Buffer.from(bytes).indexOf(from);
    expect(at).toBeGreaterThan(0);
    const changed = bytes.slice();
    changed.set(new TextEncoder().encode(to), at);
    expect(() => decodeSafetensors(changed)).toThrow(expect.objectContaining({ code: 'ChecksumMismatch' }));
  });

  it.each(['', '{', 'null', '[]', '{"hidden1/bias":1}', '{"__proto__":{"a":1},"b":"c","d":"e"}'])(
    'is refused with the checksums %j',
    (text) => {
      const header = new TextEncoder().encode(JSON.stringify({ __metadata__: { crc32c: text } }));
      const file = new Uint8Array(8 + header.length);
      new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
      file.set(header, 8);
      expect(() => decodeSafetensors(file)).toThrow(expect.objectContaining({ code: 'ChecksumMismatch' }));
    },
  );

  it('keeps the name of its checksums for itself', () => {
    expect(() => encodeSafetensors([], { crc32c: 'mine' })).toThrow(
      'Cannot write metadata "crc32c": checksums go by that name.',
    );
  });
});
