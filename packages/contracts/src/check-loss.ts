import { ready } from '@feedforward/core';
import { Matrix, type Targets } from '@feedforward/datasets';
import { type Loss, lossFromConfig, type Reduction } from '@feedforward/metrics/losses';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectClose } from './close.ts';

/** What a loss takes for labels, and how far it can be pushed. */
export interface LossTraits {
  /** Class indices; rows that sum to 1; 0 or 1; or any numbers. */
  readonly labels: 'classes' | 'probabilities' | 'zeros and ones' | 'numbers';
  /** Outputs of this size must still give finite numbers. Default 1e30. */
  readonly hugeOutput?: number;
}

const outputs = [
  [0.3, -1.2, 0.8],
  [2.1, 0.4, -0.7],
  [-0.6, 1.4, 0.2],
  [1.3, -2.3, 0.1],
];

const labelRows: Readonly<Record<Exclude<LossTraits['labels'], 'classes'>, number[][]>> = {
  probabilities: [
    [0, 1, 0],
    [1, 0, 0],
    [0.2, 0.3, 0.5],
    [0, 0, 1],
  ],
  'zeros and ones': [
    [0, 1, 1],
    [1, 0, 0],
    [0, 0, 0],
    [1, 1, 0],
  ],
  numbers: [
    [0.5, -0.1, 3],
    [1.8, 2.9, -0.2],
    [0, 1, 0.7],
    [-2, 2, 0.4],
  ],
};

/** The conventions that every loss keeps, as a suite of tests. */
export function checkLoss(
  name: string,
  make: (options?: { readonly reduction?: Reduction }) => Loss,
  { labels: kind, hugeOutput = 1e30 }: LossTraits,
): void {
  describe(`${name} keeps the conventions of losses`, () => {
    beforeAll(() => ready());

    const targets: Targets = kind === 'classes' ? Int32Array.of(1, 0, 2, 2) : Matrix.from(labelRows[kind]);
    /** The loss of these rows, and its gradient by the outputs. */
    const run = (
      loss: Loss,
      {
        rows = [0, 1, 2, 3],
        values = outputs,
        weights,
      }: { rows?: number[]; values?: number[][]; weights?: number[] } = {},
    ): { value: number; gradient: number[] } =>
      tf.tidy(() => {
        const labels =
          targets instanceof Matrix
            ? tf.tensor2d(rows.map((row) => Array.from(targets.row(row))))
            : tf.tensor1d(
                rows.map((row) => targets[row]!),
                'int32',
              );
        const of = (x: tf.Tensor): tf.Scalar => tf.reshape(loss(x, labels, weights && tf.tensor1d(weights)), []);
        const { value, grad } = tf.valueAndGrad(of)(tf.tensor2d(rows.map((row) => values[row]!)));
        return { value: value.dataSync()[0]!, gradient: Array.from(grad.dataSync()) };
      });

    it('makes the mean of the batch by default, and the sum on request', () => {
      expect([make().reduction, make({ reduction: 'sum' }).reduction]).toEqual(['mean', 'sum']);
      const [mean, sum] = [run(make()), run(make({ reduction: 'sum' }))];
      expect(sum.value).toBeGreaterThan(0);
      expectClose([mean.value * 4], [sum.value]);
      expectClose(
        mean.gradient.map((value) => value * 4),
        sum.gradient,
      );
    });

    it('sums the losses that the examples have alone', () => {
      const loss = make({ reduction: 'sum' });
      const alone = [0, 1, 2, 3].map((row) => run(loss, { rows: [row] }));
      const all = run(loss);
      expectClose([alone.reduce((sum, { value }) => sum + value, 0)], [all.value]);
      expectClose(
        alone.flatMap(({ gradient }) => gradient),
        all.gradient,
      );
    });

    it('has weights of 1 change nothing', () => {
      expect(run(make(), { weights: [1, 1, 1, 1] })).toEqual(run(make()));
    });

    it('counts an example as often as its weight says, and one of weight 0 not at all', () => {
      const sum = make({ reduction: 'sum' });
      expectClose([run(sum, { weights: [2, 0, 1, 0] }).value], [run(sum, { rows: [0, 0, 2] }).value]);
      expect(
        run(sum, { weights: [2, 0, 1, 0] })
          .gradient.slice(3, 6)
          .map(Math.abs),
      ).toEqual([0, 0, 0]);
    });

    it('divides a weighted mean by the number of examples', () => {
      const weights = [2, 0, 1, 0.5];
      expectClose([run(make(), { weights }).value * 4], [run(make({ reduction: 'sum' }), { weights }).value]);
    });

    it('has the gradient that finite differences give', () => {
      const step = 2 ** -6;
      for (const reduction of ['mean', 'sum'] as const) {
        const loss = make({ reduction });
        const weights = [1, 0.5, 2, 0];
        const moved = (i: number, by: number): number[][] =>
          outputs.map((row, r) => row.map((value, c) => (r * 3 + c === i ? value + by : value)));
        const differences = outputs.flat().map((_, i) => {
          const [above, below] = [
            run(loss, { values: moved(i, step), weights }),
            run(loss, { values: moved(i, -step), weights }),
          ];
          return (above.value - below.value) / (2 * step);
        });
        expectClose(run(loss, { weights }).gradient, differences, { relative: 1e-3, absolute: 2e-4 });
      }
    });

    it.each([1e4, hugeOutput])('stays finite for outputs of %d', (size) => {
      for (const sign of [1, -1]) {
        const values = outputs.map((row) => row.map((value) => Math.sign(value) * sign * size));
        const { value, gradient } = run(make(), { values });
        expect([value, ...gradient].filter((number) => !Number.isFinite(number))).toEqual([]);
      }
    });

    it('is NaN if an output is, so that training can stop', () => {
      for (const column of [0, 1, 2]) {
        const values = outputs.map((row, r) => row.map((value, c) => (r === 2 && c === column ? Number.NaN : value)));
        expect(run(make(), { values }).value).toBeNaN();
      }
    });

    it('leaves no tensors behind', () => {
      const loss = make();
      run(loss);
      const before = tf.memory().numTensors;
      run(loss, { weights: [1, 2, 3, 4] });
      const x = tf.tensor2d(outputs);
      const y = targets instanceof Matrix ? tf.tensor2d(targets.toRows()) : tf.tensor1d(targets, 'int32');
      const value = loss(x, y);
      expect(tf.memory().numTensors).toBe(before + 3);
      tf.dispose([x, y, value]);
    });

    it('is made again from its config, by way of JSON', () => {
      for (const reduction of ['mean', 'sum'] as const) {
        const loss = make({ reduction });
        const again = lossFromConfig(JSON.parse(JSON.stringify(loss.config)));
        expect(again.config).toEqual(loss.config);
        expect(run(again)).toEqual(run(loss));
      }
    });

    it('takes these labels, and refuses NaN and the wrong number of columns', () => {
      const check = make().checkLabels!;
      expect(() => check(targets, 3)).not.toThrow();
      const spoiled = Float64Array.from(targets instanceof Matrix ? targets.data : targets);
      spoiled[1] = Number.NaN;
      expect(() => check(targets instanceof Matrix ? new Matrix(spoiled, [4, 3]) : spoiled, 3)).toThrow(RangeError);
      expect(() => check(targets, 2)).toThrow(RangeError);
    });
  });
}
