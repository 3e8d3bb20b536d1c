import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { encodeSafetensors } from './encode.ts';
import { readSafetensors, writeSafetensors } from './safetensors-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'feedforward-safetensors-'));
afterAll(() => rmSync(folder, { recursive: true }));
const bias = { dtype: 'float32', shape: [2], data: Float32Array.of(0.5, -0) } as const;

describe('writeSafetensors and readSafetensors', () => {
  it('write a file and read it again', async () => {
    const path = join(folder, 'model.safetensors');
    await writeSafetensors(path, [['bias', bias]], { step: '7' });
    expect(new Uint8Array(readFileSync(path))).toEqual(encodeSafetensors([['bias', bias]], { step: '7' }));
    const { tensors, metadata } = await readSafetensors(path);
    expect(tensors).toEqual(new Map([['bias', bias]]));
    expect({ ...metadata }).toEqual({ step: '7' });
  });

  it('name the file that is damaged', async () => {
    const path = join(folder, 'damaged.safetensors');
    writeFileSync(path, 'no tensors here');
    await expect(readSafetensors(path)).rejects.toThrow(`Cannot read safetensors file "${path}": its header claims`);
  });

  it('write nothing where the tensors are wrong', async () => {
    const path = join(folder, 'model.safetensors');
    const before = readFileSync(path);
    await expect(writeSafetensors(path, [['bias', { ...bias, shape: [3] }]])).rejects.toThrow(RangeError);
    expect(readFileSync(path)).toEqual(before);
  });
});
