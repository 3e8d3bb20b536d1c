import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSafetensors } from '@feedforward/checkpoint';
import { describe, expect, it } from 'vitest';
import { feedforward, jsonLines } from '../testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostile-names-'));
const hostile = 'w\u001b]0;owned\u0007\u001b[2J\r\u009b31m\u202e\nfake  float32  [1]';
const escaped = 'w\\u001b]0;owned\\u0007\\u001b[2J\\u000d\\u009b31m\\u202e\\u000afake  float32  [1]';
/** All that a terminal may be sent: lines. */
const harmless = /^[^\p{Cc}\p{Bidi_Control}\n]*$/mu;
const isHarmless = (text: string): boolean => text.split('\n').every((line) => harmless.test(line));

describe('names from files that would command the terminal', () => {
  const tensor = { dtype: 'float32', shape: [1], data: Float32Array.of(1) } as const;
  const file = join(folder, 'hostile.safetensors');
  writeFileSync(file, encodeSafetensors([[hostile, tensor]], { [hostile]: hostile }));

  it('are escaped by inspect, each on its line', async () => {
    const { stdout, code } = await feedforward(['inspect', file]);
    expect(code).toBe(0);
    expect(isHarmless(stdout)).toBe(true);
    expect(stdout.split('\n').filter((line) => line.startsWith(escaped))).toHaveLength(2);
  });

  it('are escaped in JSON, which holds the names as they are', async () => {
    const { stdout } = await feedforward(['inspect', file, '--json']);
    expect(isHarmless(stdout)).toBe(true);
    expect(jsonLines(stdout)[0]).toMatchObject({ tensors: [{ name: hostile }], metadata: { [hostile]: hostile } });
  });

  it('are escaped in errors', async () => {
    const bytes = encodeSafetensors([[hostile, tensor]], {}, { checksums: true });
    bytes[bytes.length - 1]! ^= 1;
    const damaged = join(folder, 'damaged.safetensors');
    writeFileSync(damaged, bytes);
    const { stderr, code } = await feedforward(['inspect', damaged]);
    expect(code).toBe(1);
    expect(isHarmless(stderr)).toBe(true);
    expect(stderr).toContain('is damaged in tensor "w\\u001b]0;owned');
  });

  it('are escaped where they are of files, and of what was typed', async () => {
    for (const argv of [
      ['inspect', join(folder, '\u001b[2J\u202e.safetensors')],
      ['\u001b[2J'],
      ['inspect', file, '--\u009b31m'],
    ]) {
      const { stderr, code } = await feedforward(argv);
      expect(code).not.toBe(0);
      expect(isHarmless(stderr)).toBe(true);
    }
  });

  it('are escaped as names of columns and classes', async () => {
    const name = hostile.replaceAll(/[\n\r]/g, '');
    const table = join(folder, 'table.csv');
    const rows = Array.from({ length: 20 }, (_, i) => `${i},${i % 2 === 0 ? name : 'other'}`);
    writeFileSync(table, [`${name} length,kind`, ...rows].join('\n'));
    const model = join(folder, 'model');
    const texts = [
      await feedforward(['train', table, '--epochs', '1', '--validation', '0', '--model-dir', model]),
      await feedforward(['evaluate', model, table]),
      await feedforward(['info', model]),
      await feedforward(['predict', model, '--row', '1']),
      await feedforward(['info', model, '--json']),
      await feedforward(['train', table, '--label', 'none', '--model-dir', join(folder, 'none')]),
    ];
    for (const { stdout, stderr } of texts) expect([isHarmless(stdout), isHarmless(stderr)]).toEqual([true, true]);
    expect(texts[1]!.stdout).toContain('w\\u001b]0;owned\\u0007');
  });
});
