import { expect } from 'vitest';
import { numberAfter } from './programs.ts';

/** What each program in `examples/` must print, when it runs for one epoch. */
export const examplePrograms: Readonly<Record<string, (output: string) => void>> = {
  'chapter-10/1-perceptron.ts'(output) {
    expect(numberAfter('prediction', output)).toBe(1);
    expect(numberAfter('petal width =', output)).toBeCloseTo(-1.4 / 2.2, 4);
    expect(output).toMatch(/^accuracy 1 after 7 epochs$/m);
  },
  'chapter-10/2-activation-functions.ts'(output) {
    expect(output).toMatch(/^XOR 0 1 1 0$/m);
    expect(output).toMatch(/^ +0.5 +1.000, 0.000 +0.622, 0.235 +0.462, 0.786 +0.500, 1.000$/m);
  },
  'chapter-10/3-estimator.ts'(output) {
    expect(numberAfter('accuracy', output)).toBeGreaterThanOrEqual(0.93);
    expect(numberAfter('globalStep', output)).toBe(55_000 / 50);
    expect(numberAfter('right', output)).toBeGreaterThanOrEqual(9300);
  },
  'chapter-10/4-plain-tfjs.ts'(output) {
    expect(numberAfter('Val accuracy:', output)).toBeGreaterThanOrEqual(0.89);
    checkFirstTwenty(output);
  },
  'chapter-10/5-dense.ts'(output) {
    expect(numberAfter('Val accuracy:', output)).toBeGreaterThanOrEqual(0.89);
    expect(numberAfter('test accuracy', output)).toBeGreaterThanOrEqual(0.89);
    checkFirstTwenty(output);
  },
  'chapter-10/6-exercise-9.ts'(output) {
    expect(numberAfter('Validation accuracy:', output)).toBeGreaterThanOrEqual(89);
    expect(numberAfter('precision', output)).toBeGreaterThanOrEqual(0.89);
  },
  'low-level-road.ts'(output) {
    const rows = Array.from(output.matchAll(/^(step|epoch) (\d+), \w+ +([\d.]+) +([\d.]+) +([\d.]+)$/gm));
    expect(rows.map(([, what, count]) => `${what} ${count}`)).toEqual([
      'step 1',
      'step 10',
      'step 100',
      'step 1000',
      'epoch 0',
    ]);
    for (const [, what, count, ...columns] of rows) {
      const values = columns.map(Number);
      const distance = Math.max(...values) - Math.min(...values);
      // Losses in the digits of float32, as long as no difference has grown; then validation accuracies.
      if (what === 'step' && Number(count) <= 100) expect(distance).toBeLessThan(2.5e-6);
      if (what === 'epoch') expect(distance).toBeLessThanOrEqual(0.002);
      if (what === 'epoch') expect(Math.min(...values)).toBeGreaterThanOrEqual(0.89);
    }
  },
  'transfer.ts'(output) {
    expect(Number(/all images: test accuracy (\S+)/.exec(output)?.[1])).toBeGreaterThan(0.98);
    const rows = Array.from(output.matchAll(/^(\d+) images each +(.+?) +(0\.\d{4}) 0\.\d{3} to 0\.\d{3}$/gm));
    expect(rows).toHaveLength(8);
    const accuracies = new Map(rows.map(([, images, way, mean]) => [`${way} ${images}`, Number(mean)]));
    expect(accuracies.get('reused, trained on 100')).toBeGreaterThan(accuracies.get('from scratch 100')!);
  },
};

/** After one epoch, at least 17 of the first twenty test images are told right. */
function checkFirstTwenty(output: string): void {
  const digits = (words: string): string[] => new RegExp(`^${words} *([\\d ]+)$`, 'm').exec(output)![1]!.split(' ');
  const [predicted, actual] = [digits('Predicted classes:'), digits('Actual classes:')];
  expect(actual).toHaveLength(20);
  expect(predicted.filter((digit, i) => digit === actual[i]).length).toBeGreaterThanOrEqual(17);
}
