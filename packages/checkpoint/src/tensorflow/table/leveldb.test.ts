import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RandomState } from '@feedforward/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeTensorFlowCheckpoint } from '../encode.ts';
import { refuseFor } from '../refuse.ts';
import { compareBytes } from './compare-bytes.ts';
import type { Entry } from './format.ts';
import { readTable } from './read-table.ts';
import { writeTable } from './write-table.ts';

const compiler = ['/usr/bin/c++', '/usr/local/bin/c++'].find(existsSync);
const hasLevelDb = compiler !== undefined && existsSync('/usr/include/leveldb/table_builder.h');
const source = fileURLToPath(new URL('leveldb.test.cpp', import.meta.url));

describe.skipIf(!hasLevelDb)('LevelDB itself (skipped without a C++ compiler and libleveldb-dev)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'feedforward-leveldb-'));
  const program = join(folder, 'leveldb');
  beforeAll(() => void execFileSync(compiler!, [source, '-o', program, '-lleveldb']));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What LevelDB reads in a table, and the tables that it writes of the same entries. */
  function throughLevelDb(table: Uint8Array) {
    const [ours, raw, compressed] = ['ours', 'raw', 'compressed'].map((name) => join(folder, name));
    writeFileSync(ours!, table);
    const count = Number(execFileSync(program, [ours!, raw!, compressed!], { encoding: 'utf8' }));
    return { count, raw: new Uint8Array(readFileSync(raw!)), compressed: new Uint8Array(readFileSync(compressed!)) };
  }

  const bias = { dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) } as const;
  const numbered = (count: number) => Array.from({ length: count }, (_, i) => [`dnn/layer_${i}/kernel`, bias] as const);

  it.each([0, 1, 40, 20_000])('reads the index of a checkpoint of %i tensors, and writes the same bytes', (count) => {
    const { index } = encodeTensorFlowCheckpoint(numbered(count));
    const { raw, compressed, ...read } = throughLevelDb(index);
    expect(read.count).toBe(count + 1);
    expect(raw.length).toBe(index.length);
    expect(compareBytes(raw, index)).toBe(0);
    expect(compressed.length <= raw.length).toBe(true);
    expect([...readTable(compressed, refuseFor('compressed'))]).toEqual([...readTable(index, refuseFor('ours'))]);
  });

  it('reads and writes tables of random keys and values alike', () => {
    const random = new RandomState(3);
    const bytes = (length: number) => Uint8Array.from({ length }, () => [0, 1, 97, 254, 255][random.randint(0, 5)]!);
    for (const [keyLength, valueLength] of [
      [3, 10],
      [8, 3000],
      [300, 20_000],
    ] as const) {
      const keys = Array.from({ length: 300 }, () => bytes(1 + random.randint(0, keyLength))).sort(compareBytes);
      const entries: Entry[] = keys
        .filter((key, i) => i === 0 || compareBytes(keys[i - 1]!, key) !== 0)
        .map((key) => ({ key, value: bytes(random.randint(0, valueLength)) }));
      const table = writeTable(entries);
      const { count, raw, compressed } = throughLevelDb(table);
      expect(count).toBe(entries.length);
      expect(compareBytes(raw, table)).toBe(0);
      const read = [...readTable(compressed, refuseFor('compressed'))];
      expect(read.length).toBe(entries.length);
      expect(
        read.every(
          ({ key, value }, i) => compareBytes(key, entries[i]!.key) + compareBytes(value, entries[i]!.value) === 0,
        ),
      ).toBe(true);
    }
  });
});
