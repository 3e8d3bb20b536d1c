import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CSVLogger, type CSVLoggerOptions } from './csv-logger.ts';
import { iris, makeTrainer, runThrough } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-logger-'));
afterAll(() => rmSync(folder, { recursive: true }));

const twoEpochs = [
  { loss: 0.5, accuracy: 0.75, valLoss: 1e-7 },
  { loss: 0.25, accuracy: 1, valLoss: Number.NaN },
];
const rows = ['epoch,accuracy,loss,valLoss', '0,0.75,0.5,1e-7', '1,1,0.25,NaN'];
const text = (lines: readonly string[]) => lines.map((line) => `${line}\r\n`).join('');

async function logged(options: CSVLoggerOptions, logs = twoEpochs): Promise<string> {
  let all = '';
  const sink = (line: string) => {
    all += line;
  };
  await runThrough(new CSVLogger(sink, options), logs);
  return all;
}

describe('CSVLogger', () => {
  it('writes the logs in the order of their names, as Keras does, to any sink', async () => {
    expect(await logged({})).toBe(text(rows));
  });

  it('separates as it is told, and quotes what has the separator in it', async () => {
    expect(await logged({ separator: ';' })).toBe(text(rows).replaceAll(',', ';'));
    const odd = [{ 'a,"b"': 1, loss: 2 }];
    expect(await logged({}, odd as never)).toBe(text(['epoch,"a,""b""",loss', '0,1,2']));
  });

  it('keeps the columns of the first epoch', async () => {
    const [first] = twoEpochs;
    expect(await logged({}, [first!, { loss: 2, other: 3 } as never])).toBe(text([rows[0]!, rows[1]!, '1,NA,2,NA']));
  });

  it('writes each epoch to its file as it ends, and begins the file anew, or goes on in it', async () => {
    const path = join(folder, 'log.csv');
    const logger = new CSVLogger(path);
    await runThrough(logger, twoEpochs);
    expect(readFileSync(path, 'utf8')).toBe(text(rows));
    await runThrough(logger, twoEpochs.slice(0, 1));
    expect(readFileSync(path, 'utf8')).toBe(text(rows.slice(0, 2)));
    await runThrough(new CSVLogger(path, { append: true }), twoEpochs);
    expect(readFileSync(path, 'utf8')).toBe(text([...rows.slice(0, 2), ...rows.slice(1)]));
  });

  it.each<[string, string, CSVLoggerOptions, string]>([
    ['its own order', 'loss,epoch,accuracy,lr\n', {}, 'loss,epoch,accuracy,lr\n0.5,0,0.75,NA\r\n'],
    ['another separator', 'epoch;"accuracy";loss\r\n', { separator: ';' }, 'epoch;"accuracy";loss\r\n0;0.75;0.5\r\n'],
    ['a line that was cut short', 'epoch,accuracy,loss\r\n0,0.', {}, 'epoch,accuracy,loss\r\n0,0.\r\n0,0.75,0.5\r\n'],
    ['no line break', 'epoch,accuracy,loss', {}, 'epoch,accuracy,loss\r\n0,0.75,0.5\r\n'],
    ['a byte order mark', '\uFEFFepoch,accuracy,loss\n', {}, '\uFEFFepoch,accuracy,loss\n0,0.75,0.5\r\n'],
  ])('writes under the heads of the file that it appends to: %s', async (_, before, options, after) => {
    const path = join(folder, 'heads.csv');
    writeFileSync(path, before);
    await runThrough(new CSVLogger(path, { ...options, append: true }), [{ loss: 0.5, accuracy: 0.75 }] as never);
    expect(readFileSync(path, 'utf8')).toBe(after);
  });

  it.each([
    ['epoch,loss\n0,1\n', 'it has [epoch, loss] and lacks [accuracy]'],
    ['step,loss\n0,1\n', 'its header must have a column "epoch" between separators ",", it is [step, loss]'],
  ])('refuses to append to a file whose header has no place for a log, and leaves it: %j', async (before, message) => {
    const path = join(folder, 'refused.csv');
    writeFileSync(path, before);
    const logger = new CSVLogger(path, { append: true });
    await expect(runThrough(logger, [{ loss: 0.5, accuracy: 0.75 }] as never)).rejects.toThrow(message);
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('begins an appended file with a header where it is empty or missing', async () => {
    const [empty, missing] = [join(folder, 'empty.csv'), join(folder, 'missing.csv')];
    writeFileSync(empty, '');
    for (const path of [empty, missing]) {
      await runThrough(new CSVLogger(path, { append: true }), twoEpochs);
      expect(readFileSync(path, 'utf8')).toBe(text(rows));
    }
  });

  it('logs a training, digit for digit', async () => {
    const path = join(folder, 'iris.csv');
    const history = await makeTrainer()
      .fit(iris, { epochs: 3, callbacks: [new CSVLogger(path)] })
      .done();
    const [, ...lines] = readFileSync(path, 'utf8').trim().split('\r\n');
    expect(lines.map((line) => Number(line.split(',')[2]))).toEqual(history.logs.loss);
  });

  it('says before the first step that a file cannot be written', async () => {
    const trainer = makeTrainer({ callbacks: [new CSVLogger(join(folder, 'no', 'folder.csv'))] });
    await expect(trainer.fit(iris).done()).rejects.toThrow(/ENOENT/);
    expect(trainer.globalStep).toBe(0);
  });

  it.each(['', '::', '"', '\n'])('takes no separator %j', (separator) => {
    expect(() => new CSVLogger('log.csv', { separator })).toThrow(/separator must be one character/);
  });
});
