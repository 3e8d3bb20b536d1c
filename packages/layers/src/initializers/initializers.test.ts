import { readFileSync } from 'node:fs';
import { expectClose } from '@feedforward/contracts';
import { RandomState } from '@feedforward/random';
import { describe, expect, it } from 'vitest';
import {
  constant,
  glorotNormal,
  glorotUniform,
  heFanAverage,
  heNormal,
  heUniform,
  type Initializer,
  initializerFromConfig,
  lecunNormal,
  lecunUniform,
  orthogonal,
  randomNormal,
  randomUniform,
  truncatedNormal,
} from '../index.ts';

interface Golden {
  readonly config: { readonly type: string };
  readonly seed: number;
  readonly shape: [number, number];
  readonly values: readonly number[];
}

/** Made by goldens/make-goldens.py. */
const goldens: readonly Golden[] = JSON.parse(readFileSync(new URL('goldens/numpy.json', import.meta.url), 'utf8'));
const types = [...new Set(goldens.map(({ config }) => config.type))];

describe.each(types)('%s, beside NumPy', (type) => {
  it('gives the same float32 numbers', () => {
    for (const { config, seed, shape, values } of goldens.filter((golden) => golden.config.type === type)) {
      const found = Array.from(initializerFromConfig(config)(shape, new RandomState(seed)));
      const kept = found.length > 20 ? [...found.slice(0, 8), ...found.slice(-2)] : found;
      // QR by another method; the rest is the same arithmetic.
      if (type === 'orthogonal') expectClose(kept, values, { relative: 1e-6, absolute: 1e-7 });
      else expect(kept).toEqual(values);
    }
  });

  it('is made again from its config', () => {
    const { config, shape } = goldens.find((golden) => golden.config.type === type)!;
    const initializer = initializerFromConfig(config);
    expect(initializer.config).toEqual(config);
    const again = initializerFromConfig(JSON.parse(JSON.stringify(initializer.config)));
    expect(again(shape, new RandomState(1))).toEqual(initializer(shape, new RandomState(1)));
  });
});

const shape = [300, 200] as const;
const draw = (initializer: Initializer): Float32Array => initializer(shape, new RandomState(3));
const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: Float32Array): number => {
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / values.length);
};
const largest = (values: Float32Array): number => values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);

describe('the initializers for kernels', () => {
  it.each([
    ['glorotUniform', glorotUniform(), Math.sqrt(6 / 500)],
    ['heUniform', heUniform(), Math.sqrt(6 / 300)],
    ['lecunUniform', lecunUniform(), Math.sqrt(3 / 300)],
  ])('%s is uniform up to its limit', (_, initializer, limit) => {
    const values = draw(initializer);
    expect(largest(values)).toBeLessThanOrEqual(Math.fround(limit));
    expect(largest(values)).toBeGreaterThan(0.999 * limit);
    expect(mean(values) / limit).toBeCloseTo(0, 2);
    expect(deviation(values) / (limit / Math.sqrt(3))).toBeCloseTo(1, 2);
  });

  it.each([
    ['glorotNormal', glorotNormal(), Math.sqrt(2 / 500)],
    ['heNormal', heNormal(), Math.sqrt(2 / 300)],
    ['lecunNormal', lecunNormal(), Math.sqrt(1 / 300)],
  ])('%s has its variance, although it is cut off', (_, initializer, standardDeviation) => {
    const values = draw(initializer);
    expect(mean(values) / standardDeviation).toBeCloseTo(0, 2);
    expect(deviation(values) / standardDeviation).toBeCloseTo(1, 2);
    expect(largest(values)).toBeLessThan((2 * standardDeviation) / 0.8796);
  });

  it('heFanAverage is the neuron_layer of the book: 2/√(in + out), cut off at two of them', () => {
    const standardDeviation = 2 / Math.sqrt(500);
    const values = draw(heFanAverage());
    expect(deviation(values) / standardDeviation).toBeCloseTo(0.8796, 2);
    expect(largest(values)).toBeLessThan(2 * standardDeviation);
  });

  it.each([[[40, 40]], [[50, 20]], [[20, 50]], [[300, 300]]])(
    'orthogonal %j has orthonormal columns, or rows where there are fewer',
    ([rows, columns]) => {
      const gain = 2;
      const values = orthogonal({ gain })([rows!, columns!], new RandomState(5));
      const at = (i: number, j: number): number =>
        rows! < columns! ? values[i * columns! + j]! : values[j * columns! + i]!;
      const [count, length] = rows! < columns! ? [rows!, columns!] : [columns!, rows!];
      const products = [0, 1, count - 1].flatMap((i) =>
        Array.from({ length: count }, (_, k) =>
          Array.from({ length }, (_, j) => at(i, j) * at(k, j)).reduce((sum, value) => sum + value, 0),
        ),
      );
      const expected = [0, 1, count - 1].flatMap((i) =>
        Array.from({ length: count }, (_, k) => (i === k ? gain ** 2 : 0)),
      );
      expectClose(products, expected, { absolute: 1e-6 });
    },
  );

  it('refuse what is not a kernel', () => {
    expect(() => glorotUniform()([300], new RandomState(0))).toThrow(
      'Cannot initialize with glorotUniform: it takes a kernel [inputs, outputs], found [300].',
    );
    expect(() => orthogonal()([3, 3, 8], new RandomState(0))).toThrow('found [3, 3, 8]');
  });
});

describe('the options of initializers', () => {
  it('default to those of Keras', () => {
    expect(randomNormal().config).toEqual({ type: 'randomNormal', mean: 0, standardDeviation: 0.05 });
    expect(truncatedNormal().config).toEqual({ type: 'truncatedNormal', mean: 0, standardDeviation: 0.05 });
    expect(randomUniform().config).toEqual({ type: 'randomUniform', low: -0.05, high: 0.05 });
    expect(orthogonal().config).toEqual({ type: 'orthogonal', gain: 1 });
  });

  it('are refused where no numbers could come of them', () => {
    expect(() => constant(Number.NaN)).toThrow(
      'Cannot make initializer constant: value must be a finite number, it is NaN.',
    );
    expect(() => randomNormal({ standardDeviation: -1 })).toThrow('standardDeviation must not be negative, it is -1');
    expect(() => truncatedNormal({ mean: Infinity })).toThrow('mean must be a finite number');
    expect(() => randomUniform({ low: 1, high: 0 })).toThrow('low must not exceed high, they are 1 and 0');
  });
});

describe('initializerFromConfig', () => {
  it('names the nearest of the known types', () => {
    expect(() => initializerFromConfig({ type: 'glorot_unifrom' })).toThrow(
      'Unknown initializer "glorot_unifrom". Did you mean "glorotUniform"?',
    );
  });

  it.each([
    [{ type: 'zeros', value: 1 }, 'Unknown option of initializer "zeros": "value". There are none.'],
    [{ type: 'constant' }, '"value" must be a number, found undefined'],
    [{ type: 'constant', value: '1' }, 'Cannot read initializer "constant": "value" must be a number, found "1".'],
    [{ type: 'randomUniform', hihg: 1 }, 'Did you mean "high"?'],
    [{ type: '__proto__' }, 'Unknown initializer "__proto__"'],
    [{ type: 'toString' }, 'Unknown initializer "toString"'],
    [{}, 'Unknown initializer undefined'],
    [null, 'its config must be an object, found null'],
    [['zeros'], 'its config must be an object, found an array'],
  ])('refuses %j', (config, message) => {
    expect(() => initializerFromConfig(config)).toThrow(message);
  });
});
