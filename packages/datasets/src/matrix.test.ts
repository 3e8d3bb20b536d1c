import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Matrix } from './matrix.ts';
import type { Numbers } from './numbers.ts';

/** Rows of small integers, of the same length: they are exact in every type. */
const tables = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 6 })).chain(([rows, columns]) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  }),
);
const types = fc.constantFrom(Float64Array, Float32Array, Int32Array, Uint8Array, Int8Array, Uint16Array);

function matrixOf(rows: number[][], TypedArray: { from(values: number[]): Numbers }): Matrix {
  return new Matrix(TypedArray.from(rows.flat()), [rows.length, rows[0]!.length]);
}

describe('Matrix', () => {
  describe('views', () => {
    it('slice as arrays do', () => {
      const bound = fc.option(fc.oneof(fc.integer({ min: -12, max: 12 }), fc.double()), { nil: undefined });
      fc.assert(
        fc.property(tables, types, bound, bound, (rows, type, start, end) => {
          expect(matrixOf(rows, type).slice(start, end).toRows()).toEqual(rows.slice(start, end));
        }),
      );
    });

    it('read the same as plain arrays, whatever is taken of what', () => {
      const picks = fc.array(fc.nat(1000), { maxLength: 10 });
      const steps = fc.array(
        fc.oneof(
          fc.record({ kind: fc.constant('take' as const), picks }),
          fc.record({ kind: fc.constant('columns' as const), picks }),
          fc.record({ kind: fc.constant('slice' as const), picks: fc.tuple(fc.nat(8), fc.nat(8)) }),
        ),
        { maxLength: 5 },
      );
      fc.assert(
        fc.property(tables, types, steps, (rows, type, changes) => {
          let matrix = matrixOf(rows, type);
          let plain = rows;
          let width = rows[0]!.length;
          for (const { kind, picks } of changes) {
            if (kind === 'slice') {
              matrix = matrix.slice(...(picks as [number, number]));
              plain = plain.slice(...(picks as [number, number]));
            } else if (kind === 'take') {
              const indices = plain.length > 0 ? picks.map((i) => i % plain.length) : [];
              matrix = matrix.take(indices);
              plain = indices.map((i) => plain[i]!);
            } else {
              const indices = width > 0 ? picks.map((i) => i % width) : [];
              matrix = matrix.columns(indices);
              plain = plain.map((row) => indices.map((j) => row[j]!));
              width = indices.length;
            }
          }
          expect(matrix.shape).toEqual([plain.length, width]);
          expect(matrix.toRows()).toEqual(plain);
          expect(Array.from(matrix.data)).toEqual(plain.flat());
          expect(Array.from(matrix.toFloat32())).toEqual(plain.flat());
          plain.forEach((row, i) => {
            row.forEach((value, j) => {
              expect(matrix.at(i, j)).toBe(value);
            });
          });
        }),
      );
    });

    it('copy nothing', () => {
      const data = Uint8Array.of(1, 2, 3, 4, 5, 6);
      const matrix = new Matrix(data, [3, 2]);
      const [sliced, taken, columns] = [matrix.slice(1), matrix.take([2, 0]), matrix.columns([1])];
      data[4] = 50;
      expect([sliced.at(1, 0), taken.at(0, 0), columns.at(2, 0)]).toEqual([50, 50, 6]);
      expect(sliced.data.buffer).toBe(data.buffer);
    });

    it('make the copy that lies together once', () => {
      const taken = new Matrix(Float32Array.of(1, 2, 3), [3, 1]).take([2, 0]);
      expect(taken.data).toBe(taken.data);
      expect(taken.data).toEqual(Float32Array.of(3, 1));
    });

    it.each([
      ['take', 3, 'Cannot take row 3: there are 3, counted from 0.'],
      ['take', -1, 'Cannot take row -1'],
      ['columns', 2, 'Cannot take column 2: there are 2, counted from 0.'],
      ['columns', 0.5, 'Cannot take column 0.5'],
    ] as const)('%s refuses index %d', (method, index, message) => {
      const matrix = new Matrix(new Float64Array(6), [3, 2]);
      expect(() => matrix[method]([0, index])).toThrow(message);
    });
  });

  describe('scale', () => {
    it('gives for every byte what division by 255 gives, in float32', () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
      const scaled = new Matrix(bytes, [1, 256], { scale: 1 / 255 }).toFloat32();
      expect(Array.from(scaled)).toEqual(Array.from(bytes, (byte) => Math.fround(byte / 255)));
    });

    it('is kept by views, and left out of data', () => {
      const view = new Matrix(Uint8Array.of(0, 51, 102, 255), [2, 2], { scale: 1 / 255 }).columns([1]).take([1, 0]);
      expect(view.toRows()).toEqual([[1], [0.2]]);
      expect(Array.from(view.data)).toEqual([255, 51]);
    });

    it.each([Number.NaN, Number.POSITIVE_INFINITY])('cannot be %d', (scale) => {
      expect(() => new Matrix(new Uint8Array(1), [1, 1], { scale })).toThrow('it takes a finite number');
    });
  });

  describe('argMax', () => {
    it('gives the first of the largest', () => {
      expect(
        Array.from(
          Matrix.from([
            [1, 3, 3],
            [5, 5, 2],
            [-2, -3, -1],
          ]).argMax(),
        ),
      ).toEqual([1, 0, 2]);
    });

    it('gives the first NaN where there is one, as NumPy does', () => {
      expect(
        Array.from(
          Matrix.from([
            [1, Number.NaN, Number.NaN],
            [Number.NaN, 9, 1],
          ]).argMax(),
        ),
      ).toEqual([1, 0]);
    });

    it('refuses rows without values', () => {
      expect(() => Matrix.from([[], []]).argMax()).toThrow('a [2, 0] matrix has none');
    });

    it('looks at the values as they are read, in the columns that are seen', () => {
      const matrix = new Matrix(Int8Array.of(9, 1, 2), [1, 3], { scale: -1 });
      expect(Array.from(matrix.argMax())).toEqual([1]);
      expect(Array.from(matrix.columns([0, 2]).argMax())).toEqual([1]);
    });
  });

  describe('toFloat32', () => {
    it('writes into the array it is given', () => {
      const out = new Float32Array(5).fill(7);
      expect(new Matrix(Uint8Array.of(1, 2, 3, 4), [2, 2]).toFloat32(out)).toBe(out);
      expect(Array.from(out)).toEqual([1, 2, 3, 4, 7]);
    });

    it('refuses one that is too short, and leaves it alone', () => {
      const out = new Float32Array(3).fill(7);
      expect(() =>
        Matrix.from([
          [1, 2],
          [3, 4],
        ]).toFloat32(out),
      ).toThrow('Cannot write a [2, 2] matrix: it takes 4 numbers, there is room for 3.');
      expect(Array.from(out)).toEqual([7, 7, 7]);
    });
  });

  describe('readBytes', () => {
    const matrix = new Matrix(Uint8Array.of(1, 2, 3, 4, 5, 6), [2, 3], { scale: 1 / 255 });

    it('copies the stored bytes, unscaled, in rows as far apart as asked', () => {
      const out = new Uint8Array(8).fill(9);
      expect(matrix.readBytes(out, 4)).toBe(true);
      expect(Array.from(out)).toEqual([1, 2, 3, 9, 4, 5, 6, 9]);
    });

    it('follows views', () => {
      const out = new Uint8Array(4);
      expect(matrix.take([1, 0]).columns([2, 0]).readBytes(out)).toBe(true);
      expect(Array.from(out)).toEqual([6, 4, 3, 1]);
    });

    it('does nothing where the numbers are not bytes', () => {
      expect(Matrix.from([[1, 2]]).readBytes(new Uint8Array(0))).toBe(false);
    });

    it('refuses an array that is too short', () => {
      expect(() => matrix.readBytes(new Uint8Array(6), 4)).toThrow('Cannot write the bytes of a [2, 3] matrix');
    });
  });

  it.each([
    [[2, 2], 5],
    [[-1, -5], 5],
    [[2.5, 2], 5],
  ] as const)('cannot have the shape %j on %i numbers', (shape, length) => {
    expect(() => new Matrix(new Float64Array(length), shape)).toThrow(`matrix of ${length} numbers`);
  });

  it('reads no value outside itself', () => {
    const matrix = Matrix.from([
      [1, 2],
      [3, 4],
    ]).slice(0, 1);
    expect(() => matrix.at(1, 0)).toThrow('Cannot read row 1, column 0 of a [1, 2] matrix.');
    expect(() => matrix.at(0, 0.5)).toThrow(RangeError);
    expect(() => matrix.row(1)).toThrow(RangeError);
  });

  describe('from', () => {
    it('gives a matrix back as it is', () => {
      const matrix = Matrix.from([[1]]);
      expect(Matrix.from(matrix)).toBe(matrix);
    });

    it.each([
      ['ragged rows', [[1, 2], [3]], 'row 0 has 2 numbers, row 1 has 1'],
      ['text', [[1, 'a']], 'row 0, column 1 is not a number but string a'],
      ['rows of rows', [[[1], [2]]], 'row 0, column 0 is not a number but an array'],
      ['a row alone', [2, 0.5], 'row 0 is not an array of numbers but number 2'],
      ['a missing row', [[1], undefined], 'row 1 is not an array of numbers but undefined'],
      ['a hole', Object.assign(new Array(3), { 0: [1] }), 'row 1 is not an array of numbers but undefined'],
      ['a typed array', Float32Array.of(1, 2), 'it takes an array of rows, found a Float32Array'],
      ['nothing', undefined, 'it takes an array of rows, found undefined'],
    ])('refuses %s', (_, rows, message) => {
      expect(() => Matrix.from(rows as number[][])).toThrow(message);
    });
  });
});
