import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const place = fileURLToPath(new URL('../../shared/programs', import.meta.url));

/** Where the programs are that users write, if they lie beside the project. */
export const folder: string | undefined = existsSync(place) ? place : undefined;

/** What each program must print, when it runs for one epoch. */
export const programs: Readonly<Record<string, (output: string) => void>> = {
  'iris-perceptron'(output) {
    const [first, second, intercept, epochs, prediction, ...rest] = numbers(output);
    expect(first).toBeCloseTo(-1.4, 12);
    expect(second).toBeCloseTo(-2.2, 12);
    expect([intercept, epochs, prediction, ...rest]).toEqual([4, 7, 1]);
  },
  'mnist-estimator'(output) {
    expect(numberAfter('accuracy', output)).toBeGreaterThanOrEqual(0.93);
    expect(numberAfter('globalStep', output)).toBe(55_000 / 50);
    expect(output).toMatch(/^first 7 7 10 0\.\d+$/m);
  },
  'mnist-low-level'(output) {
    expect(numberAfter('0 Batch accuracy:', output)).toBeGreaterThan(0.5);
    expect(numberAfter('Val accuracy:', output)).toBeGreaterThanOrEqual(0.89);
    expect(numberAfter('accuracy:', output.slice(output.indexOf('test')))).toBeGreaterThanOrEqual(0.89);
    const classes = numbers(between('classes', 'labels', output));
    const labels = numbers(between('labels', 'test', output));
    expect(labels).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9, 0, 6, 9, 0, 1, 5, 9, 7, 3, 4]);
    expect(classes.filter((value, i) => value === labels[i]).length).toBeGreaterThanOrEqual(17);
  },
  'own-step'(output) {
    expect(numberAfter('0 Val accuracy:', output)).toBeGreaterThanOrEqual(0.89);
  },
  'own-layer'(output) {
    expect(output.match(/^epoch [012] loss 0\.\d+$/gm)).toHaveLength(3);
    // NumPy and scikit-learn come to 0.934 … 0.944 with this network, this optimizer and these 1200 steps.
    expect(numberAfter('accuracy:', output)).toBeGreaterThanOrEqual(0.93);
    // The four parameters, two slots for each, and a few scalars.
    expect(numberAfter('tensors leaked', output)).toBeLessThanOrEqual(20);
  },
  'faster-tfjs'(output) {
    expect(output).toMatch(/backend: ['"]wasm['"]/);
    // What stock tfjs comes to, by its own kernels and gradients.
    expect(numberAfter('loss', output)).toBeCloseTo(0.5086, 4);
  },
  resume(output) {
    expect(output.trim()).toBe('same');
  },
  'tensorflow-checkpoint'(output) {
    expect(output).toMatch(/^global_step int64 \[\]$/m);
    expect(output).toMatch(/^hidden1\/kernel float32 \[ ?784, 300 ?\]$/m);
    // 0.886 after the 120 steps that it was trained; 0.1 would be chance.
    expect(numberAfter('accuracy:', output.slice(output.indexOf('test')))).toBeGreaterThanOrEqual(0.87);
  },
};

/** What a program is given, and the script of ours that makes it, which is run once. */
export const givenTo: Readonly<Record<string, { script: string; args: readonly string[] }>> = {
  'tensorflow-checkpoint': {
    script: fileURLToPath(new URL('tensorflow/write-checkpoint.ts', import.meta.url)),
    args: ['./model.ckpt'],
  },
};

/** The number that stands after some words, whatever colon, comma or bracket stands between. */
export function numberAfter(words: string, output: string): number {
  const start = output.indexOf(words);
  const [number] = start < 0 ? [] : numbers(output.slice(start + words.length));
  if (number === undefined) throw new Error(`No number after "${words}" in:\n${output}`);
  return number;
}

/** All numbers that a program printed; `Float64Array(2)` is not one. */
function numbers(output: string): number[] {
  const text = output.replaceAll(/\w+Array(\(\d+\))?/g, '');
  return Array.from(text.matchAll(/(?<![\w.])-?\d+(\.\d+)?(e[-+]?\d+)?/g), ([number]) => Number(number));
}

function between(start: string, end: string, output: string): string {
  return output.slice(output.indexOf(start), output.indexOf(end));
}
