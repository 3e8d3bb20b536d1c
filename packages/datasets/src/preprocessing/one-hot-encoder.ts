import { describeValue } from '../describe-value.ts';
import { largestOf } from '../largest-of.ts';
import { Matrix, type MatrixLike } from '../matrix.ts';
import { type Label, uniqueLabels } from './label-classes.ts';
import { type JsonLabel, labelsFromJson, labelsToJson } from './labels-json.ts';
import { SavedJson } from './saved-json.ts';

/** Rows of labels, a column for each feature; a matrix's numbers are its labels. */
export type LabelRows = Matrix | readonly ArrayLike<Label>[];

/** How a {@link OneHotEncoder} encodes. */
export interface OneHotEncoderOptions {
  /** The categories of each column, numbers in ascending order. Default `'auto'`: those met by `fit`. */
  readonly categories?: 'auto' | readonly (readonly Label[])[] | undefined;
  /**
   * A category of each column that gets no place of its own: `'first'`, the first of each; `'ifBinary'`, the first where
   * there are two; or one for each column. Default null: none.
   */
  readonly drop?: 'first' | 'ifBinary' | readonly Label[] | null | undefined;
  /** Whether a category that is not known is an error, or all zeros (`'ignore'`). Default `'error'`. */
  readonly handleUnknown?: 'error' | 'ignore' | undefined;
}

/** A fitted {@link OneHotEncoder} as JSON. */
export interface OneHotEncoderJson {
  readonly name: 'OneHotEncoder';
  readonly categories: readonly (readonly JsonLabel[])[];
  readonly dropIndices: readonly (number | null)[];
  readonly handleUnknown: 'error' | 'ignore';
}

interface Column {
  readonly categories: readonly Label[];
  /** The place of the category that is left out. */
  readonly dropped: number | null;
  /** Those that are not. */
  readonly kept: readonly Label[];
}

/**
 * Categories as rows of zeros with a 1 for each column's category: scikit-learn's `OneHotEncoder`.
 *
 * @example
 * ```ts
 * import { OneHotEncoder } from '@feedforward/datasets';
 *
 * const encoder = new OneHotEncoder({ handleUnknown: 'ignore' }).fit([['male', 1], ['female', 3], ['female', 2]]);
 * console.log(encoder.categories); // [ [ 'female', 'male' ], [ 1, 2, 3 ] ]
 * console.log(encoder.transform([['female', 1], ['male', 4]]).toRows()); // [ [ 1, 0, 1, 0, 0 ], [ 0, 1, 0, 0, 0 ] ]
 * console.log(encoder.inverseTransform([[0, 1, 1, 0, 0], [0, 0, 0, 1, 0]])); // [ [ 'male', 1 ], [ null, 2 ] ]
 * ```
 */
export class OneHotEncoder {
  readonly #options: OneHotEncoderOptions;
  #columns: readonly Column[] | undefined;

  /** @throws RangeError for an option that it does not know. */
  constructor(options: OneHotEncoderOptions = {}) {
    const { handleUnknown = 'error', drop = null, categories = 'auto' } = options;
    if (handleUnknown !== 'error' && handleUnknown !== 'ignore') {
      throw new RangeError(
        `Cannot make a OneHotEncoder: handleUnknown must be error or ignore, it is "${handleUnknown}".`,
      );
    }
    if (typeof drop === 'string' && drop !== 'first' && drop !== 'ifBinary') {
      throw new RangeError(
        `Cannot make a OneHotEncoder: drop must be first, ifBinary or a category of each column, it is "${drop}".`,
      );
    }
    if (typeof categories === 'string' && categories !== 'auto') {
      throw new RangeError(`Cannot make a OneHotEncoder: categories must be auto or those of each column.`);
    }
    this.#options = { handleUnknown, drop, categories };
  }

  /** The categories of each column, in their order. This and all below: @throws Error before `fit`. */
  get categories(): (readonly Label[])[] {
    return this.#required('tell the categories').map(({ categories }) => categories);
  }

  /** For each column the place of the category that was dropped, or null. */
  get dropIndices(): (number | null)[] {
    return this.#required('tell what was dropped').map(({ dropped }) => dropped);
  }

  /** What the columns of a transformed matrix are called: `x0_female`, or by the names given. */
  featureNames(names?: readonly string[]): string[] {
    const columns = this.#required('tell the names');
    if (names && names.length !== columns.length) {
      throw new RangeError(`Cannot tell the names: ${columns.length} columns take as many, found ${names.length}.`);
    }
    return columns.flatMap(({ kept }, j) => kept.map((category) => `${names ? names[j] : `x${j}`}_${category}`));
  }

  /**
   * Learns the categories, or checks that there are no others than those given.
   * @throws RangeError for rows or categories that do not serve; TypeError for a list of labels, which is not rows, and
   *   for a column that has numbers and strings.
   */
  fit(rows: LabelRows): this {
    const table = tableOf(rows, 'fit');
    const width = table[0]!.length;
    const { categories, handleUnknown } = this.#options;
    if (categories !== undefined && categories !== 'auto' && categories.length !== width) {
      throw new RangeError(
        `Cannot fit: the rows have ${width} columns, categories are given for ${categories.length}.`,
      );
    }
    const columns = Array.from({ length: width }, (_, j) => {
      const met = uniqueLabels(
        table.map((row) => row[j]!),
        `fit column ${j}`,
      );
      if (categories === undefined || categories === 'auto') return met;
      const given = checkGiven(categories[j]!, j);
      const unknown = met.find((label) => !given.includes(label));
      if (unknown !== undefined && handleUnknown === 'error') {
        throw new RangeError(`Cannot fit: column ${j} has the category ${unknown}, which is not one of those given.`);
      }
      return given;
    });
    const { drop = null } = this.#options;
    if (Array.isArray(drop) && drop.length !== width) {
      throw new RangeError(`Cannot fit: the rows have ${width} columns, drop is given for ${drop.length}.`);
    }
    this.#columns = columns.map((own, j) => columnOf(own, droppedOf(own, drop, j)));
    return this;
  }

  /**
   * A column of 0 and 1 for each category that was not dropped.
   * @throws Error before `fit`, RangeError for rows of another width and, by default, for categories not known.
   */
  transform(rows: LabelRows): Matrix<Float64Array> {
    const columns = this.#required('transform');
    const table = tableOf(rows, 'transform', columns.length);
    const places = columns.map(({ categories }) => new Map(categories.map((category, place) => [category, place])));
    const width = columns.reduce((sum, { kept }) => sum + kept.length, 0);
    const encoded = new Float64Array(table.length * width);
    table.forEach((row, i) => {
      let start = i * width;
      columns.forEach(({ dropped, kept }, j) => {
        const place = places[j]!.get(row[j]!);
        if (place === undefined && this.#options.handleUnknown === 'error') {
          throw new RangeError(`Cannot transform: row ${i}, column ${j} has the unknown category ${row[j]}.`);
        }
        if (place !== undefined && place !== dropped) {
          encoded[start + place - Number(dropped !== null && place > dropped)] = 1;
        }
        start += kept.length;
      });
    });
    return new Matrix(encoded, [table.length, width]);
  }

  /** {@link fit}, then {@link transform}. */
  fitTransform(rows: LabelRows): Matrix<Float64Array> {
    return this.fit(rows).transform(rows);
  }

  /**
   * The categories of encoded rows: that of each column's largest number; for zeros the one that was dropped, or, where
   * unknown ones are ignored, null.
   * @throws Error before `fit`; RangeError for rows of another width, and for zeros that stand for nothing.
   */
  inverseTransform(rows: MatrixLike): (Label | null)[][] {
    const columns = this.#required('transform back');
    const encoded = Matrix.from(rows);
    const width = columns.reduce((sum, { kept }) => sum + kept.length, 0);
    if (encoded.shape[1] !== width) {
      throw new RangeError(`Cannot transform back: rows must have ${width} columns, they have ${encoded.shape[1]}.`);
    }
    return Array.from(encoded.rows(), (row, i) => {
      let start = 0;
      return columns.map(({ categories, dropped, kept }, j) => {
        const own = row.subarray(start, start + kept.length);
        start += kept.length;
        if (own.some((value) => value !== 0)) return kept[own.indexOf(largestOf(own))]!;
        if (dropped !== null) return categories[dropped]!;
        if (this.#options.handleUnknown === 'ignore') return null;
        throw new RangeError(
          `Cannot transform back: row ${i} has zeros only for column ${j}, which stand for nothing.`,
        );
      });
    });
  }

  /** All of it, to be saved beside a network. @throws Error before `fit`. */
  toJSON(): OneHotEncoderJson {
    return {
      name: 'OneHotEncoder',
      categories: this.categories.map(labelsToJson),
      dropIndices: this.dropIndices,
      handleUnknown: this.#options.handleUnknown ?? 'error',
    };
  }

  /** What {@link toJSON} wrote down. @throws TypeError or RangeError if it was not that. */
  static fromJSON(json: unknown): OneHotEncoder {
    const saved = new SavedJson(json, 'OneHotEncoder');
    const handleUnknown = saved.value('handleUnknown');
    if (handleUnknown !== 'error' && handleUnknown !== 'ignore') {
      return saved.refuse('handleUnknown', 'error or ignore', handleUnknown);
    }
    const categories = saved.value('categories');
    if (!Array.isArray(categories)) return saved.refuse('categories', 'an array', categories);
    const given = categories.map((own: unknown, j) =>
      Array.isArray(own)
        ? checkGiven(labelsFromJson(own), j)
        : saved.refuse('categories', 'an array for each column', own),
    );
    const drops = saved.value('dropIndices');
    if (!Array.isArray(drops) || drops.length !== given.length) {
      return saved.refuse('dropIndices', 'one for each column', drops);
    }
    const encoder = new OneHotEncoder({ categories: given, handleUnknown });
    encoder.#columns = given.map((own, j) => {
      const dropped: unknown = drops[j];
      const known = typeof dropped === 'number' && own[dropped] !== undefined;
      return columnOf(own, dropped === null || known ? dropped : saved.refuse('dropIndices', 'of categories', dropped));
    });
    return encoder;
  }

  #required(what: string): readonly Column[] {
    if (!this.#columns) throw new Error(`Cannot ${what}: this OneHotEncoder has not been fitted. Call fit first.`);
    return this.#columns;
  }
}

function columnOf(categories: readonly Label[], dropped: number | null): Column {
  return { categories, dropped, kept: categories.filter((_, place) => place !== dropped) };
}

function droppedOf(
  categories: readonly Label[],
  drop: 'first' | 'ifBinary' | readonly Label[] | null,
  j: number,
): number | null {
  if (drop === null) return null;
  if (drop === 'first') return 0;
  if (drop === 'ifBinary') return categories.length === 2 ? 0 : null;
  const place = categories.indexOf(drop[j]!);
  if (place < 0) {
    throw new RangeError(`Cannot fit: column ${j} has no category ${drop[j]} to drop, they are [${categories}].`);
  }
  return place;
}

/** The categories given for a column. */
function checkGiven(given: readonly Label[], j: number): Label[] {
  const sorted = uniqueLabels(given, `take the categories of column ${j}`);
  if (sorted.length !== given.length || given.length === 0) {
    throw new RangeError(
      `Cannot take the categories of column ${j}: it takes one at least, each once; found [${given}].`,
    );
  }
  if (typeof given[0] === 'number' && given.some((category, place) => category !== sorted[place])) {
    throw new RangeError(`Cannot take the categories of column ${j}: numbers must rise, they are [${given}].`);
  }
  return [...given];
}

/** Rows of labels, all of one width. */
function tableOf(rows: LabelRows, cannot: string, width?: number): readonly ArrayLike<Label>[] {
  const table = rows instanceof Matrix ? rows.toRows() : rows;
  table.forEach((row: unknown, i) => {
    if (Array.isArray(row) || (ArrayBuffer.isView(row) && !(row instanceof DataView))) return;
    throw new TypeError(
      `Cannot ${cannot}: it takes rows of labels, row ${i} is ${describeValue(row)}. Make a row of each label: labels.map((label) => [label]).`,
    );
  });
  const columns = width ?? table[0]?.length ?? 0;
  if (table.length === 0 || columns === 0) {
    throw new RangeError(`Cannot ${cannot}: it takes one row and one column at least, found ${table.length} rows.`);
  }
  table.forEach((row, i) => {
    if (row.length !== columns) {
      throw new RangeError(`Cannot ${cannot}: rows must have ${columns} columns, row ${i} has ${row.length}.`);
    }
  });
  return table;
}
