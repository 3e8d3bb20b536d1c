import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dataset, loadIris, loadMnist } from '@feedforward/datasets';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedforward, jsonLines } from './testing.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'feedforward-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

function write(name: string, text: string): string {
  writeFileSync(at(name), text);
  return at(name);
}

describe('feedforward train, evaluate, predict and info', () => {
  it('train on iris, score what was held out, classify, and tell of it', async () => {
    const model = at('iris');
    const trained = await feedforward(['train', 'iris', '--epochs', '40', '--seed', '1', '--model-dir', model]);
    expect(trained).toMatchObject({ code: 0, stderr: '' });
    expect(trained.stdout).toContain('data     iris: 120 examples, 30 held out; 4 features, 3 classes');
    expect(trained.stdout).toContain('\nepoch 40/40  loss 0.');

    const scored = await feedforward(['evaluate', model, '--json']);
    const [scores] = jsonLines(scored.stdout);
    expect(scores).toMatchObject({ examples: 30, globalStep: 320 });
    expect(scores!.accuracy).toBeGreaterThan(0.8);
    expect((scores!.confusion as number[][]).flat().reduce((sum, count) => sum + count, 0)).toBe(30);

    const classified = await feedforward(['predict', model, '--row', '5.1,3.5,1.4,0.2', '--row', '6.7,3,5.2,2.3']);
    expect(classified.stdout).toMatch(/5\.1,3\.5,1\.4,0\.2 +setosa +\d+\.\d %\n6\.7,3,5\.2,2\.3 +virginica/);

    const told = await feedforward(['info', model]);
    expect(told.stdout).toContain('trained     320 steps, 40 epochs');
    expect(told.stdout).toContain('sepal length (cm)');
  });

  it('train on a CSV file, whose labels are a named column', async () => {
    const { features, labels, labelNames } = loadIris();
    const lines = features.toRows().map((row, i) => [labelNames![labels[i]!], ...row].join());
    const file = write('flowers.csv', ['species,a,b,c,d', ...lines].join('\n'));
    const options = ['--label', 'species', '--epochs', '30', '--seed', '2', '--hidden', '8,4', '--dropout', '0.1'];
    expect(await feedforward(['train', file, ...options, '--model-dir', at('csv')])).toMatchObject({ code: 0 });
    const { stdout } = await feedforward(['evaluate', at('csv'), 'iris']);
    expect(stdout).toMatch(/On all 150 examples of iris, after 240 steps:\naccuracy {2}0\.[89]/);
  });

  it('keep JSON alone on standard output', async () => {
    const options = ['--epochs', '2', '--json', '--model-dir', at('json')];
    const { stdout, stderr } = await feedforward(['train', 'iris', ...options]);
    expect(jsonLines(stdout).map(({ event }) => event)).toEqual(['start', 'epoch', 'epoch', 'end']);
    expect(stderr).toContain('epoch 2/2  loss');
  });
});

describe('a training that is interrupted', () => {
  const train = (name: string, epochs: number, stopped?: (text: string) => boolean) =>
    feedforward(
      ['train', 'iris', '--epochs', String(epochs), '--seed', '3', '--dropout', '0.2', '--model-dir', at(name)],
      stopped,
    );

  it('is saved, says how to go on, and ends as if it had not been', async () => {
    const half = await train('half', 6, (text) => text.startsWith('epoch 3/6'));
    expect(half.code).toBe(130);
    expect(half.stderr).toContain(`in epoch 4. The model is saved as it stands in ${at('half')}/model.safetensors.`);
    expect(half.stderr).toContain(`To go on: feedforward train iris --model-dir ${at('half')} --epochs 6`);
    const rest = await feedforward(['train', 'iris', '--model-dir', at('half'), '--epochs', '6']);
    expect(rest.stdout).toContain('Going on with the model');
    expect(rest.stdout).not.toContain('epoch 3/6');
    await train('whole', 6);
    const bytes = (name: string) => readFileSync(join(at(name), 'model.safetensors'));
    expect(bytes('half').equals(bytes('whole'))).toBe(true);
  });

  it('ends as interrupted in its last validation too, with nothing to go on with', async () => {
    const { code, stderr } = await train('last', 2, (text) => text.startsWith('epoch 2/2'));
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: `Interrupted at step 16, after the last epoch. The model is saved as it stands in ${at('last')}/model.safetensors.\n`,
    });
  });

  it('has nothing to do once it has had its epochs', async () => {
    await train('done', 2);
    const again = await train('done', 2);
    expect(again.stdout).toContain('has had 2 epochs already, of 2. To go on, ask for more: --epochs 4');
  });

  it('does not overwrite what another run has saved meanwhile', async () => {
    const file = join(at('shared'), 'model.safetensors');
    const { code, stderr } = await train('shared', 3, (text) => {
      if (text.startsWith('epoch 1/3')) writeFileSync(file, 'of another run');
      return false;
    });
    expect(code).toBe(1);
    expect(stderr).toContain(`Cannot save the model in "${file}": another run has saved one there meanwhile.`);
    expect(readFileSync(file, 'utf8')).toBe('of another run');
  });

  it('is not gone on with in another way, nor overwritten, but with --fresh', async () => {
    await train('kept', 1);
    const file = join(at('kept'), 'model.safetensors');
    const before = readFileSync(file);
    const other = ['train', 'iris', '--model-dir', at('kept'), '--epochs', '2', '--hidden', '5', '--seed', '4'];
    const refused = await feedforward(other);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('it was trained with --hidden 16, not 5; --seed 3, not 4.');
    const demo = await feedforward(['demo', '--model-dir', at('kept')]);
    expect(demo).toMatchObject({ code: 1, stdout: '' });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(await feedforward([...other, '--fresh'])).toMatchObject({ code: 0 });
    expect(readdirSync(at('kept'))).toEqual(['model.safetensors']);
  });
});

describe('a training on a CSV file', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, i) => [i % 2 ? 'odd' : 'even', i % 2, i % 3]);
  const csv = (lines: readonly (readonly unknown[])[]) => lines.map((fields) => fields.join()).join('\n');
  const options = ['--hidden', '4', '--seed', '1'];

  it('goes on with the labels that it began with', async () => {
    const file = write('rows.csv', csv([['parity', 'a', 'b'], ...rows(20)]));
    const model = ['--model-dir', at('labels')];
    await feedforward(['train', file, ...options, ...model, '--label', 'parity', '--epochs', '1']);
    const more = await feedforward(['train', file, ...model, '--epochs', '2']);
    expect(more).toMatchObject({ code: 0, stderr: '' });
  });

  it('is not gone on with when the file has changed', async () => {
    const file = write('grown.csv', csv([['a', 'b', 'parity'], ...rows(20).map(([parity, a, b]) => [a, b, parity])]));
    const train = ['train', file, '--model-dir', at('grown')];
    await feedforward([...train, ...options, '--epochs', '1']);
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n1,1,odd`);
    const more = await feedforward([...train, '--epochs', '2']);
    expect(more.code).toBe(1);
    expect(more.stderr).toContain(`"${file}" had other examples when it began, 20; now 21.`);
    expect((await feedforward(['evaluate', at('grown')])).stdout).toContain(`On all 21 examples of "${file}"`);
    writeFileSync(file, csv([['b', 'a', 'parity'], ...rows(20).map(([parity, a, b]) => [b, a, parity])]));
    expect((await feedforward([...train, '--epochs', '2'])).stderr).toContain(
      'other features when it began, a, b; now b, a',
    );
  });

  it('is scored alike whatever the order of its columns, and on one class', async () => {
    const model = at('order');
    const file = write('order.csv', csv([['parity', 'a', 'b'], ...rows(20)]));
    await feedforward(['train', file, '--label', 'parity', '--epochs', '30', ...options, '--model-dir', model]);
    const scores = async (lines: readonly (readonly unknown[])[]) => {
      const { stdout } = await feedforward(['evaluate', model, write('again.csv', csv(lines)), '--json']);
      return { ...jsonLines(stdout)[0], data: '' };
    };
    const swapped = rows(20).map(([parity, a, b]) => [b, parity, a]);
    expect(await scores([['b', 'parity', 'a'], ...swapped])).toEqual(await scores([['parity', 'a', 'b'], ...rows(20)]));
    expect(
      await scores([
        ['parity', 'a', 'b'],
        ['odd', 1, 0],
      ]),
    ).toMatchObject({ examples: 1 });
  });
});

describe('pictures', () => {
  it('are trained on from a folder of IDX files, and recognised from PNG files', async () => {
    const { train, test } = await loadMnist();
    const source = at('idx');
    mkdirSync(source);
    writeIdx(source, 'train', train.slice(0, 3000));
    writeIdx(source, 't10k', test.slice(0, 200));
    const options = [
      '--epochs',
      '4',
      '--hidden',
      '64',
      '--optimizer',
      'adam',
      '--seed',
      '5',
      '--model-dir',
      at('digits'),
    ];
    const trained = await feedforward(['train', source, ...options]);
    expect(trained.stdout).toContain('2,750 examples, 250 held out; 784 features, 10 classes');

    const files = [0, 1, 2].map((row) => writePng(`${row}.png`, test.features.row(row)));
    const seen = await feedforward(['predict', at('digits'), ...files, '--json']);
    expect(jsonLines(seen.stdout).map((line) => line.class)).toEqual(['7', '2', '1']);
    const drawn = await feedforward(['predict', at('digits'), '--rows', '0..2']);
    expect(drawn.stdout).toMatch(/██▀[\s\S]*\nrow 0: 7 {2}\d+\.\d % +row 1: 2 {2}\d+\.\d % +row 2: 1/);
  });

  /** In MNIST's format: four bytes of type and rank, the dimensions, and the bytes. */
  function writeIdx(source: string, part: string, { features, labels }: Dataset<Uint8Array>): void {
    const numbers = (...values: number[]) => values.flatMap((value) => [0, 0, value >> 8, value & 255]);
    const images = [0, 0, 8, 3, ...numbers(features.length, 28, 28)];
    writeFileSync(
      join(source, `${part}-images-idx3-ubyte`),
      Buffer.concat([Buffer.from(images), Buffer.from(features.data)]),
    );
    const heading = [0, 0, 8, 1, ...numbers(labels.length)];
    writeFileSync(join(source, `${part}-labels-idx1-ubyte`), Buffer.concat([Buffer.from(heading), labels]));
  }

  /** A digit as someone would draw it: dark on light, larger, off the centre. */
  function writePng(name: string, pixels: Float64Array): string {
    const image = new PNG({ width: 200, height: 160 });
    image.data.fill(255);
    for (let i = 0; i < 112 * 112; i++) {
      const [x, y] = [i % 112, Math.floor(i / 112)];
      const shade = 255 - 255 * pixels[Math.floor(y / 4) * 28 + Math.floor(x / 4)]!;
      image.data.fill(shade, 4 * ((y + 40) * 200 + x + 10), 4 * ((y + 40) * 200 + x + 10) + 3);
    }
    writeFileSync(at(name), PNG.sync.write(image));
    return at(name);
  }
});

describe('feedforward iris', () => {
  it('finds the weights that scikit-learn finds', async () => {
    const { stdout } = await feedforward(['iris', '--json']);
    const [found] = jsonLines(stdout) as [{ coef: number[][]; intercept: number[]; [key: string]: unknown }];
    expect(found.coef[0]![0]).toBeCloseTo(-1.4, 12);
    expect(found.coef[0]![1]).toBeCloseTo(-2.2, 12);
    expect(found).toMatchObject({ intercept: [4], epochs: 7, predictions: [{ features: [2, 0.5], class: 1 }] });
  });

  it('draws flowers and boundary', async () => {
    const { stdout } = await feedforward(['iris']);
    expect(stdout).toContain('0.1 │oooooooo o    ····\n');
    expect(stdout).toContain('petal 2 × 0.5 cm: 1 (setosa)');
  });
});

describe('a command line that is wrong', () => {
  it.each([
    [[], 'Usage: feedforward'],
    [['trian'], 'Did you mean train?'],
    [['train'], "missing required argument 'data'"],
    [['train', 'iris', '--epoch', '3'], 'Did you mean --epochs?'],
    [['train', 'iris', '--batch-size', '0'], 'It must be a whole number, 1 or more.'],
    [['train', 'iris', '--hidden', '10,-3'], 'A hidden layer takes a whole number of units, 1 or more; found "-3".'],
    [['train', 'iris', '--activation', 'rellu'], 'Unknown activation "rellu". Did you mean "relu"?'],
    [['train', 'iris', '--optimizer', 'adm'], 'Unknown optimizer "adm". Did you mean "adam"?'],
    [['train', 'irsi'], 'Did you mean "iris"?'],
    [['train', 'iris', '--label', 'a'], '--label names a column of a CSV file; "iris" is none.'],
    [['train', 'iris', '--validation', '150'], 'Cannot split 150 examples at 150'],
    [['train', 'iris', '--validation', '0.001'], 'Hold out another number with --validation, or 0 for none.'],
    [['evaluate', ''], 'It must not be empty.'],
    [['predict', 'model'], 'Say what to classify'],
  ])('%j exits with 2, and says %j', async (argv, message) => {
    const { code, stdout, stderr } = await feedforward(
      argv[0] === 'train' && argv.length > 2 ? [...argv, '--model-dir', at('wrong')] : argv,
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('what cannot be done', () => {
  const fails = async (argv: readonly string[], message: string) => {
    const { code, stderr } = await feedforward(argv);
    expect({ code, lines: stderr.trimEnd().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(message);
  };

  it('names line and column of what is wrong in a CSV file', async () => {
    const model = ['--model-dir', at('none')];
    await fails(['train', write('ragged.csv', 'a,b,c\n1,2,x\n1,2\n'), ...model], 'line 3, column 3');
    await fails(['train', write('text.csv', 'a,b,c\n1,2,x\n1,foo,y\n'), ...model], 'line 3, column 2 (b)');
    await fails(['train', write('values.csv', 'a,b\n1,0.5\n2,1.5\n3,3\n'), ...model], 'its labels must be classes');
    expect(existsSync(at('none'))).toBe(false);
  });

  it('says so of a folder that cannot be written, before anything is trained', async () => {
    const model = join(write('file', ''), 'model');
    await fails(['train', 'iris', '--model-dir', model], `Cannot save a model in "${model}"`);
    await fails(['evaluate', model], `Cannot find a model in "${model}"`);
  });

  it('says so of models that are not there, damaged, or of another origin', async () => {
    await fails(['evaluate', at('nowhere')], 'there is no file');
    await fails(['evaluate', write('cut.safetensors', 'short')], 'cut.safetensors');
    const header = '{"__metadata__":{}}     ';
    await fails(['info', write('other.safetensors', `\x18\0\0\0\0\0\0\0${header}`)], 'it was not saved by');
  });

  it('says so of data that does not fit the model', async () => {
    await feedforward(['train', 'iris', '--epochs', '1', '--model-dir', at('fit')]);
    await fails(['evaluate', at('fit'), write('narrow.csv', 'a,s\n1,setosa\n2,virginica\n')], 'it takes [batch, 4]');
    await fails(['evaluate', at('fit'), write('new.csv', '1,2,3,4,rose\n1,2,3,4,tulip\n')], 'its class "rose" is none');
    mkdirSync(at('empty'));
    await fails(['evaluate', at('fit'), at('empty')], 'Cannot load "train-images-idx3-ubyte"');
  });
});
