import type { Matrix } from '@feedforward/datasets';
import type { Initializer } from '@feedforward/layers';
import type { InputBatch } from '../input/input-fn.ts';

/** The columns of a batch by name. */
export type Features = InputBatch['features'];

/** What a column of this library is made of, in JSON. */
export interface FeatureColumnConfig {
  readonly type: string;
  readonly [option: string]: unknown;
}

/** What feeds a dense network: numbers, as many for every example. */
export interface FeatureColumn {
  /** TensorFlow's name for it. The columns of a network are sorted by it, and no two have the same. */
  readonly name: string;
  /** How many numbers of an example it gives. */
  readonly width: number;
  /** Where those numbers weigh the rows of a table which is learnt: that table. */
  readonly embedding?: EmbeddingTable | undefined;
  /**
   * The numbers of every example, `[batch, width]`.
   * @throws RangeError or TypeError that names the column whose values cannot be used.
   */
  encode(features: Features): Matrix;
  /** Undefined where it holds a function of the user's. */
  readonly config?: FeatureColumnConfig | undefined;
}

/** A table that is learnt, `[rows, dimension]`. */
export interface EmbeddingTable {
  readonly dimension: number;
  readonly initializer: Initializer;
  /** The length that a row is shortened to where it is longer. Default: none. */
  readonly maxNorm?: number | undefined;
  /** Whether training changes it. Default true. */
  readonly trainable?: boolean | undefined;
}

/** What is one of so many categories, or several of them. It feeds a network as an indicator or an embedding. */
export interface CategoricalColumn {
  readonly name: string;
  /** How many categories there are. */
  readonly size: number;
  /**
   * The categories of every example: indices from 0 to `size` − 1; none where a value is missing, and −1 where it is
   * of no category.
   * @throws RangeError or TypeError that names the column whose values cannot be used.
   */
  categories(features: Features): readonly (readonly number[])[];
  /** Undefined where it holds a function of the user's. */
  readonly config?: FeatureColumnConfig | undefined;
}
