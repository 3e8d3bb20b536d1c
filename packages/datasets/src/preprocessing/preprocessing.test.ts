import { readFileSync } from 'node:fs';
import { expectClose } from '@feedforward/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Label,
  LabelEncoder,
  Matrix,
  MinMaxScaler,
  OneHotEncoder,
  type OneHotEncoderOptions,
  StandardScaler,
} from '../index.ts';

/** null stands for NaN. */
type Numbers = readonly (number | null)[];
type Table = readonly Numbers[];

interface Scaled {
  readonly table: number;
  /** The rows of each call of `partialFit`. */
  readonly pieces: number[][];
  readonly other: number[][];
  readonly transformed: Table;
  readonly inverse: Table;
}

interface StandardCase extends Scaled {
  readonly options: { readonly withMean: boolean; readonly withStd: boolean };
  readonly weights: number[] | null;
  /** null where it is not computed, as neither option asks for it. */
  readonly mean: Numbers | null;
  readonly var: Numbers | null;
  readonly scale: Numbers | null;
  readonly nSamplesSeen: Numbers;
}

interface MinMaxCase extends Scaled {
  readonly options: { readonly featureRange: [number, number]; readonly clip: boolean };
  readonly dataMin: Numbers;
  readonly dataMax: Numbers;
  readonly dataRange: Numbers;
  readonly scale: Numbers;
  readonly min: Numbers;
  readonly nSamplesSeen: number;
}

interface OneHotCase {
  readonly rows: Label[][];
  readonly options: OneHotEncoderOptions;
  readonly categories: Label[][] | 'refused';
  readonly names: string[] | null;
  readonly transformed: number[][] | 'refused' | null;
  readonly strange: Label[][];
  readonly strangeTransformed: number[][] | 'refused' | null;
  readonly inverse: (Label | null)[][] | 'refused' | null;
  readonly zeros: number[][] | null;
  readonly zerosInverse: (Label | null)[][] | 'refused' | null;
}

interface Goldens {
  readonly tables: readonly Table[];
  readonly standard: readonly StandardCase[];
  readonly minMax: readonly MinMaxCase[];
  readonly oneHot: readonly OneHotCase[];
  readonly labels: readonly { readonly labels: Label[]; readonly classes: Label[]; readonly codes: number[] }[];
}

/** Made by goldens/make-goldens.py. */
const goldens: Goldens = JSON.parse(readFileSync(new URL('goldens/scikit-learn.json', import.meta.url), 'utf8'));

const numbers = (values: Numbers): number[] => values.map((value) => value ?? Number.NaN);
const close = (found: ArrayLike<number>, expected: Numbers): void =>
  expectClose(found, numbers(expected), { relative: 1e-12, absolute: 1e-14 });
const rowsOf = ({ table, pieces }: Scaled): number[][][] =>
  pieces.map((piece) => piece.map((row) => numbers(goldens.tables[table]![row]!)));

/** A result, or that it is refused. */
function attempt<T>(run: () => T): T | 'refused' {
  try {
    return run();
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return 'refused';
  }
}

describe('what scikit-learn learns and gives', () => {
  it(`StandardScaler: ${goldens.standard.length} cases`, () => {
    for (const golden of goldens.standard) {
      const { options, weights, other } = golden;
      const fitted = new StandardScaler(options);
      rowsOf(golden).forEach((rows, i) => {
        fitted.partialFit(rows, weights ? golden.pieces[i]!.map((row) => weights[row]!) : undefined);
      });
      for (const scaler of [fitted, StandardScaler.fromJSON(JSON.parse(JSON.stringify(fitted)))]) {
        if (golden.mean) close(scaler.mean, golden.mean);
        if (golden.var) close(scaler.var, golden.var);
        if (golden.scale) close(scaler.scale, golden.scale);
        if (golden.mean) close(scaler.nSamplesSeen, golden.nSamplesSeen); // else it counts rows, whatever their weights
        close(scaler.transform(other).data, golden.transformed.flat());
        close(scaler.inverseTransform(other).data, golden.inverse.flat());
      }
    }
  });

  it(`MinMaxScaler: ${goldens.minMax.length} cases`, () => {
    for (const golden of goldens.minMax) {
      const { options, other } = golden;
      const fitted = new MinMaxScaler(options);
      for (const rows of rowsOf(golden)) fitted.partialFit(rows);
      for (const scaler of [fitted, MinMaxScaler.fromJSON(JSON.parse(JSON.stringify(fitted)))]) {
        for (const name of ['dataMin', 'dataMax', 'dataRange', 'scale', 'min'] as const)
          close(scaler[name], golden[name]);
        expect(scaler.nSamplesSeen).toBe(golden.nSamplesSeen);
        close(scaler.transform(other).data, golden.transformed.flat());
        close(scaler.inverseTransform(other).data, golden.inverse.flat());
      }
    }
  });

  it(`OneHotEncoder: ${goldens.oneHot.length} cases`, () => {
    for (const { rows, options, ...golden } of goldens.oneHot) {
      const fitted = attempt(() => new OneHotEncoder(options).fit(rows));
      if (fitted === 'refused') {
        expect({ rows, options, categories: fitted }).toEqual({ rows, options, categories: golden.categories });
        continue;
      }
      for (const encoder of [fitted, OneHotEncoder.fromJSON(JSON.parse(JSON.stringify(fitted)))]) {
        expect(encoder.categories).toEqual(golden.categories);
        expect(encoder.featureNames()).toEqual(golden.names);
        const encode = (table: Label[][]) => attempt(() => encoder.transform(table).toRows());
        const decode = (table: number[][]) => attempt(() => encoder.inverseTransform(table));
        const encoded = encode(rows);
        expect({ rows, options, encoded }).toEqual({ rows, options, encoded: golden.transformed });
        if (encoded !== 'refused' && golden.inverse) {
          const inverse = decode(encoded);
          expect({ rows, options, inverse }).toEqual({ rows, options, inverse: golden.inverse });
        }
        expect(encode(golden.strange)).toEqual(golden.strangeTransformed);
        if (golden.zeros) expect(decode(golden.zeros)).toEqual(golden.zerosInverse);
      }
    }
  });

  it(`LabelEncoder: ${goldens.labels.length} cases`, () => {
    for (const { labels, classes, codes } of goldens.labels) {
      const fitted = new LabelEncoder().fit(labels);
      for (const encoder of [fitted, LabelEncoder.fromJSON(JSON.parse(JSON.stringify(fitted)))]) {
        expect(encoder.classes).toEqual(classes);
        expect(Array.from(encoder.transform(labels))).toEqual(codes);
        expect(encoder.inverseTransform(codes)).toEqual(labels);
      }
      expect(Array.from(new LabelEncoder().fitTransform(labels))).toEqual(codes);
    }
  });
});

describe('a scaler', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const tables = fc
    .integer({ min: 1, max: 4 })
    .chain((width) =>
      fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }),
    );

  it.each([
    ['StandardScaler', () => new StandardScaler()],
    ['MinMaxScaler', () => new MinMaxScaler({ featureRange: [-3, 5] })],
  ] as const)('takes back what it did: %s', (_, make) => {
    fc.assert(
      fc.property(tables, (rows) => {
        const scaler = make();
        expectClose(scaler.inverseTransform(scaler.fitTransform(rows)).data, rows.flat(), {
          relative: 1e-9,
          absolute: 1e-6,
        });
      }),
    );
  });

  it('reads bytes as the matrix scales them, and leaves the features as they were', () => {
    const bytes = new Matrix(Uint8Array.of(0, 255, 51, 204), [2, 2], { scale: 1 / 255 });
    expect(Array.from(new MinMaxScaler().fit(bytes).dataMax)).toEqual([0.2, 1]);
    expect(Array.from(bytes.data)).toEqual([0, 255, 51, 204]);
  });

  it('forgets with fit what it knew', () => {
    const scaler = new StandardScaler().fit([[100], [200]]).fit([[1], [3]]);
    expect([...scaler.mean, ...scaler.var, ...scaler.nSamplesSeen]).toEqual([2, 1, 2]);
  });

  it('keeps missing numbers missing, and learns nothing from rows that miss a column', () => {
    const scaler = new StandardScaler().fit([[1], [3]]);
    scaler.partialFit([[Number.NaN]]);
    expect([...scaler.mean, ...scaler.var]).toEqual([2, 1]);
    expect(scaler.transform([[Number.NaN], [4]]).toRows()).toEqual([[Number.NaN], [2]]);
    const ranges = new MinMaxScaler({ clip: true }).fit([[1], [3]]).partialFit([[Number.NaN]]);
    expect(ranges.transform([[Number.NaN], [4]]).toRows()).toEqual([[Number.NaN], [1]]);
  });

  it('refuses before fit, and features and weights that do not serve, and is as it was then', () => {
    for (const scaler of [new StandardScaler(), new MinMaxScaler()]) {
      expect(() => scaler.transform([[1]])).toThrow('has not been fitted. Call fit first.');
      expect(() => JSON.stringify(scaler)).toThrow('Cannot save: this');
      expect(() => scaler.fit([])).toThrow('Cannot fit: it takes one row and one column at least, found [0, 0].');
      expect(() => scaler.fit([[1], [Infinity]])).toThrow('row 1, column 0 is Infinity.');
      scaler.fit([[1, 2]]);
      expect(() => scaler.partialFit([[1]])).toThrow('it was fitted on 2 columns, these rows have 1.');
      expect(() => scaler.transform([[1]])).toThrow('Cannot transform: it was fitted on 2 columns');
      expect(scaler.transform([[1, 2]]).toRows()).toEqual([[0, 0]]);
    }
    expect(() => new StandardScaler().fit([[1]], [1, 2])).toThrow('1 rows take 1 weights, there are 2.');
    expect(() => new StandardScaler().fit([[1]], [-1])).toThrow('that of row 0 is -1.');
    expect(() => new MinMaxScaler({ featureRange: [1, 1] })).toThrow('the first the smaller; found [1,1].');
  });
});

describe('an encoder', () => {
  it('takes numbers from a matrix', () => {
    const encoder = new OneHotEncoder().fit(new Matrix(Int32Array.of(3, 1, 3), [3, 1]));
    expect(encoder.transform([[1], [3]]).toRows()).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(encoder.featureNames(['size'])).toEqual(['size_1', 'size_3']);
  });

  it('refuses before fit, and what it cannot encode', () => {
    expect(() => new OneHotEncoder().transform([['a']])).toThrow('has not been fitted.');
    expect(() => new LabelEncoder().transform(['a'])).toThrow('has not been fitted.');
    expect(() => new LabelEncoder().classes).toThrow('has not been fitted.');
    expect(() => new LabelEncoder().fit(['a', 1])).toThrow(TypeError);
    expect(() => new LabelEncoder().fit([Number.NaN])).toThrow('a label cannot be NaN, label 0 is.');
    expect(() => new LabelEncoder().fit(['a']).transform(['b'])).toThrow('label 0 must be one of 1 classes, it is b.');
    expect(() => new LabelEncoder().fit(['a']).inverseTransform([1])).toThrow('from 0 to 0, it is 1.');
    expect(() => new OneHotEncoder().fit([['a'], [1]])).toThrow('Cannot fit column 0: labels are all numbers');
    expect(() => new OneHotEncoder().fit([['a'], ['a', 'b']])).toThrow('rows must have 1 columns, row 1 has 2.');
    expect(() => new OneHotEncoder().fit([['a']]).transform([['b']])).toThrow(
      'row 0, column 0 has the unknown category b.',
    );
    expect(() => new OneHotEncoder({ categories: [[2, 1]] }).fit([[1]])).toThrow('numbers must rise, they are [2,1].');
  });
});

describe('saved JSON', () => {
  const readers = [LabelEncoder, MinMaxScaler, OneHotEncoder, StandardScaler];

  it('is refused where it is something else, whatever that may be', () => {
    fc.assert(
      fc.property(fc.constantFrom(...readers), fc.anything(), (reader, junk) => {
        expect(() => reader.fromJSON(junk)).toThrow(TypeError);
      }),
    );
  });

  it('is refused where a part of it is something else', () => {
    const whole = [
      new LabelEncoder().fit(['a']),
      new MinMaxScaler().fit([[1, 2]]),
      new OneHotEncoder().fit([['a', 1]]),
      new StandardScaler().fit([[1, 2]]),
    ].map((fitted) => Object.entries(fitted.toJSON()));
    whole.forEach((entries, i) => {
      for (const [key] of entries.filter(([key]) => key !== 'name')) {
        for (const junk of [undefined, 'junk', { length: 2 }, [{}]]) {
          const changed = Object.fromEntries(entries.map(([own, value]) => [own, own === key ? junk : value]));
          expect(() => readers[i]!.fromJSON(changed), `${readers[i]!.name}, ${key}`).toThrow(/^Cannot/);
        }
      }
    });
  });
});
