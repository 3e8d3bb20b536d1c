import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeSafetensors } from './decode.ts';
import { SafetensorsError } from './safetensors-error.ts';

// Files that others wrote stand beside the project on some machines; where they do not, these tests are skipped.
const folder = new URL('../../../../../shared/fixtures/', import.meta.url);
const present = existsSync(folder);
const verdicts = present
  ? readFileSync(new URL('expected-safetensors.txt', folder), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' '))
  : [];
const read = (path: string) => new Uint8Array(readFileSync(new URL(path, folder)));

describe.skipIf(!present)('the reference implementation and this one (skipped without ../shared/fixtures)', () => {
  it.each(verdicts)('%s %s %s', (verdict, path, outcome) => {
    const decode = () => decodeSafetensors(read(path!));
    if (verdict === 'OK') expect(`n=${decode().tensors.size}`).toBe(outcome);
    else expect(decode).toThrow(expect.objectContaining({ constructor: SafetensorsError, code: outcome }));
  });

  it('has all verdicts', () => expect(verdicts).toHaveLength(15));

  const samples = { b: 'int8', d: 'float64', e: 'float32', f: 'float32', h: 'int16', i: 'int32' };
  it.each([...Object.entries(samples), ['B', 'uint8'], ['H', 'uint16'], ['I', 'uint32']])(
    'sample %s is a %s tensor of -3, -2, -1, 0, 1, 2, wrapped where unsigned',
    (name, dtype) => {
      const wrap = { B: 2 ** 8, H: 2 ** 16, I: 2 ** 32 }[name] ?? 0;
      const values = [-3, -2, -1, 0, 1, 2].map((value) => (value < 0 ? wrap + value : value));
      for (const file of [name, 'overall']) {
        const { tensors, metadata } = decodeSafetensors(read(`safetensors-samples/${file}.safetensors`));
        const tensor = tensors.get(name)!;
        expect([tensor.dtype, tensor.shape]).toEqual([dtype, [6]]);
        expect(Array.from<number | bigint>(tensor.data)).toEqual(values);
        expect({ ...metadata }).toEqual({ test: 'a' });
      }
    },
  );

  it('reads a trained network of eight tensors', () => {
    const { tensors } = decodeSafetensors(read('safetensors-mnist/dfdx.safetensors'));
    expect([...tensors].map(([name, { dtype, shape }]) => [name, dtype, shape])).toEqual([
      ['0.0.bias', 'float32', [512]],
      ['0.0.weight', 'float32', [512, 784]],
      ['1.0.bias', 'float32', [128]],
      ['1.0.weight', 'float32', [128, 512]],
      ['2.0.bias', 'float32', [32]],
      ['2.0.weight', 'float32', [32, 128]],
      ['3.bias', 'float32', [10]],
      ['3.weight', 'float32', [10, 32]],
    ]);
    for (const { data } of tensors.values()) expect(Array.from(data as Float32Array).every(Number.isFinite)).toBe(true);
  });
});
