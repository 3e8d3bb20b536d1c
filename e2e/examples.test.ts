import { globSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { examplesIn, firstMissing } from './examples.ts';
import { node24 } from './runtimes.ts';
import { typeErrors } from './type-errors.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(inject('project'), 'examples');

const sources = globSync(['README.md', '{packages,apps}/*/*.md', 'packages/*/src/**/*.ts'], { cwd: root });
const examples = sources
  .filter((path) => !path.endsWith('.test.ts'))
  .sort()
  .flatMap((path) => examplesIn(readFileSync(join(root, path), 'utf8')).map((example) => ({ path, ...example })))
  .map((example) => ({ ...example, file: `${example.path.replaceAll('/', '-')}-${example.line}.ts` }));

describe('the examples in READMEs and docstrings', () => {
  beforeAll(async () => {
    await mkdir(folder);
    for (const { file, code } of examples) await writeFile(join(folder, file), code);
  });

  it.for(examples.filter(({ runs }) => runs))('$path:$line prints what it says', async ({ file, printed }) => {
    const { stdout } = await node24.run(file, { cwd: folder });
    expect(firstMissing(printed, stdout), `what is missing in:\n${stdout}`).toBeUndefined();
  });

  it('pass tsc --strict', async () => {
    const options =
      '--strict --noEmit --module nodenext --target es2022 --lib es2023,dom --types node --moduleDetection force';
    const whole = examples.filter(({ runs, code }) => runs || code.includes('import ')); // the others are fragments
    const files = whole.map(({ file }) => file);
    expect(await typeErrors([...options.split(' '), ...files], folder)).toEqual([]);
  });

  it.each(globSync('packages/*/README.md', { cwd: root }))('%s begins with one, and says what it prints', (path) => {
    const [first] = examples.filter((example) => example.path === path);
    expect(first?.printed).not.toHaveLength(0);
  });
});

describe('firstMissing', () => {
  it('is undefined for lines that are there in order, and the line that is not', () => {
    expect(firstMissing(['1', '3'], '1\n2\n3\n')).toBeUndefined();
    expect(firstMissing(['3', '1'], '1\n2\n3\n')).toBe('1');
    expect(firstMissing(['2'], '12\n')).toBe('2');
  });

  it('does not mind how an array is laid out', () => {
    expect(firstMissing(["['a', 'b'] { c: 1 }"], "[\n  'a',\n  'b'\n] { c: 1 }\n")).toBeUndefined();
  });

  it('takes … for any text', () => {
    expect(firstMissing(['accuracy 0.9…'], 'accuracy 0.9312\n')).toBeUndefined();
    expect(firstMissing(['accuracy 0.9…'], 'accuracy 0.8312\n')).toBe('accuracy 0.9…');
  });
});
