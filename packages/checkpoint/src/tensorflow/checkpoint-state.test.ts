import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readCheckpointState, writeCheckpointState } from './checkpoint-state.ts';
import { parseTextProto, quoteTextProto } from './text-proto.ts';

const folder = mkdtempSync(join(tmpdir(), 'feedforward-state-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'checkpoint');
const iris = new URL('../../../../../shared/fixtures/tf-ckpt-dnnclassifier-iris-apache2/', import.meta.url);

describe('readCheckpointState and writeCheckpointState', () => {
  it.skipIf(!existsSync(iris))(
    "read and write again TensorFlow's own (skipped without ../shared/fixtures)",
    async () => {
      const state = await readCheckpointState(fileURLToPath(iris));
      const prefix = (step: number) => fileURLToPath(new URL(`model.ckpt-${step}`, iris));
      expect(state).toEqual({
        modelCheckpointPath: prefix(2000),
        allModelCheckpointPaths: [prefix(1), prefix(2000)],
      });
      const here = (path: string) => join(folder, path.slice(fileURLToPath(iris).length));
      await writeCheckpointState(folder, {
        modelCheckpointPath: here(prefix(2000)),
        allModelCheckpointPaths: [here(prefix(1)), here(prefix(2000))],
      });
      expect(readFileSync(file, 'utf8')).toBe(readFileSync(new URL('checkpoint', iris), 'utf8'));
    },
  );

  it('give nothing where there is no file', async () => {
    expect(await readCheckpointState(join(folder, 'none'))).toBeUndefined();
  });

  it('keep whatever a path has in it, and what lies elsewhere whole', async () => {
    const state = {
      modelCheckpointPath: join(folder, 'a "quoted"\\é\n.ckpt'),
      allModelCheckpointPaths: [join(tmpdir(), 'elsewhere.ckpt'), join(folder, 'a "quoted"\\é\n.ckpt')],
    };
    await writeCheckpointState(folder, state);
    expect(await readCheckpointState(folder)).toEqual(state);
  });

  it('read what protobuf may write: comments, times, strings in pieces, single quotes', async () => {
    const times = 'all_model_checkpoint_timestamps: 1.5e9 last_preserved_timestamp:-1';
    writeFileSync(file, `# saved\nmodel_checkpoint_path : "model" '.ckpt\\055\\x31' ;\n${times}\n`);
    expect(await readCheckpointState(folder)).toEqual({
      modelCheckpointPath: join(folder, 'model.ckpt-1'),
      allModelCheckpointPaths: [join(folder, 'model.ckpt-1')],
    });
  });

  it.each([
    ['', 'it must have a model_checkpoint_path, it has none.'],
    ['model_checkpoint_path: "a', 'a name, a colon and a value were expected at character 0'],
    ['model_checkpoint_path { }', 'a name, a colon and a value were expected at character 0'],
  ])('say what is wrong with %j', async (text, message) => {
    writeFileSync(file, text);
    await expect(readCheckpointState(folder)).rejects.toThrow(
      `Cannot read the checkpoint state in "${folder}": ${message}`,
    );
  });
});

describe('parseTextProto', () => {
  it('reads any string that is quoted', () => {
    const text = fc.string({ unit: fc.nat(0x2fff).map((code) => String.fromCodePoint(code)) });
    fc.assert(
      fc.property(text, (value) => {
        expect(parseTextProto(`name: ${quoteTextProto(value)}`)).toEqual([{ name: 'name', value }]);
      }),
    );
  });
});
