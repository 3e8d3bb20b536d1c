import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProgressBar, type ProgressBarOptions } from './progress-bar.ts';
import { progressLine } from './progress-line.ts';
import { iris, irisValidation, makeTrainer } from './testing.ts';

const progress = { batch: 3, batches: 12, secondsPerStep: 0.0021, seconds: 3.4, logs: {}, width: 20, hasColors: false };

// What Keras's Progbar prints for the same, its colours aside.
describe('a line of progress', () => {
  it.each([
    [{ isLast: false }, ' 3/12 ━━━━━━━━━━━━━━━━━━━━ 0s 2ms/step'],
    [{ isLast: true, batch: 12 }, '12/12 ━━━━━━━━━━━━━━━━━━━━ 3s 2ms/step'],
    [{ isLast: false, secondsPerStep: 1.4 }, ' 3/12 ━━━━━━━━━━━━━━━━━━━━ 12s 1s/step'],
    [{ isLast: false, secondsPerStep: 10 }, ' 3/12 ━━━━━━━━━━━━━━━━━━━━ 1:30 10s/step'],
    [{ isLast: false, secondsPerStep: 500 }, ' 3/12 ━━━━━━━━━━━━━━━━━━━━ 1:15:00 500s/step'],
    [{ isLast: false, secondsPerStep: 12e-6 }, ' 3/12 ━━━━━━━━━━━━━━━━━━━━ 0s 12us/step'],
    [{ isLast: false, width: 4 }, ' 3/12 ━━━━ 0s 2ms/step'],
    [
      { isLast: false, logs: { loss: 0.72374, accuracy: 1, valLoss: 0.00012345, valMine: -0.5 } },
      ' 3/12 ━━━━━━━━━━━━━━━━━━━━ 0s 2ms/step - loss: 0.7237 - accuracy: 1.0000 - valLoss: 1.2345e-04 - valMine: -0.5000',
    ],
  ])('%o is "%s"', (changes, expected) => {
    expect(progressLine({ ...progress, ...changes })).toEqual({ text: expected, length: expected.length });
  });

  it('in colours shows what is done, and is as long', () => {
    const { text, length } = progressLine({ ...progress, width: 4, isLast: false, hasColors: true });
    expect(text).toBe(
      '\u001b[1m 3/12\u001b[0m \u001b[32m━\u001b[0m\u001b[37m━━━\u001b[0m \u001b[1m0s\u001b[0m 2ms/step',
    );
    expect(length).toBe(' 3/12 ━━━━ 0s 2ms/step'.length);
  });
});

describe('ProgressBar', () => {
  beforeEach(() => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 10));
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  async function drawn(options: ProgressBarOptions, epochs = 2): Promise<string> {
    let text = '';
    const bar = new ProgressBar({
      ...options,
      write: (written) => {
        text += written;
      },
    });
    const trainer = makeTrainer();
    await trainer.fit(iris, { epochs, batchSize: 40, validation: irisValidation, callbacks: [bar] }).done();
    return text;
  }
  const lineEnd = String.raw`\d+s \d+ms/step - loss: \d\.\d{4} - accuracy: \d\.\d{4}`;
  const lastEnd = String.raw`${lineEnd} - valLoss: \d\.\d{4} - valAccuracy: \d\.\d{4}`;

  it('gives a line at the end of each epoch, where lines cannot be drawn over', async () => {
    const bar = '━'.repeat(20);
    expect(await drawn({})).toMatch(
      new RegExp(`^Epoch 1/2\n3/3 ${bar} ${lastEnd}\nEpoch 2/2\n3/3 ${bar} ${lastEnd}\n$`),
    );
  });

  it('draws over its line at every step, where it can, and with no heading for one epoch', async () => {
    const written = await drawn({ isDynamic: true, interval: 0 }, 1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
    const lines = written.replace(/\u001b\[\d+m/g, '').split('\r');
    expect(lines[0]).toBe('');
    expect(lines.slice(1).map((line) => line.slice(0, 3))).toEqual(['1/3', '2/3', '3/3', '3/3']);
    for (const line of lines.slice(1, 4)) expect(line.trimEnd()).toMatch(new RegExp(`^\\d/3 ━+ ${lineEnd}$`));
    expect(lines[4]).toMatch(new RegExp(`^3/3 ━+ ${lastEnd}\n$`));
  });

  it('draws no more often than every interval', async () => {
    const written = await drawn({ isDynamic: true, interval: 1e6 }, 1);
    expect(written.split('\r')).toHaveLength(3); // the first step and the end
  });

  it('tells the mean of the steps so far', async () => {
    const drawn: string[] = [];
    const logs: number[] = [];
    const bar = new ProgressBar({ isDynamic: true, interval: 0, write: (text) => void drawn.push(text) });
    const watching = {
      onBatchEnd: ({ logs: { loss } }: { logs: { loss: number } }) => {
        logs.push(loss);
        const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
        expect(drawn.at(-1)).toContain(`loss: ${mean.toFixed(4)}`);
      },
    };
    await makeTrainer()
      .fit(iris, { batchSize: 40, callbacks: [bar, watching] })
      .done();
    expect(logs).toHaveLength(3);
  });

  it('ends the line of an epoch that does not end', async () => {
    const drawn: string[] = [];
    const bar = new ProgressBar({ isDynamic: true, interval: 0, write: (text) => void drawn.push(text) });
    await makeTrainer()
      .fit(iris, { batchSize: 40, stopAtStep: 2, callbacks: [bar] })
      .done();
    expect(drawn.map((text) => text[0])).toEqual(['\r', '\r', '\n']);
  });
});
