/** A feature that is numbers as they are: TensorFlow's `numeric_column`. */
export interface NumericColumn {
  readonly kind: 'numeric';
  /** The name of the input's column. */
  readonly key: string;
  /** The shape of one example's values. */
  readonly shape: readonly number[];
}

/** What {@link numericColumn} takes beside the key. */
export interface NumericColumnOptions {
  /** Default `[1]`. */
  readonly shape?: readonly number[];
}

/** @throws RangeError for a shape that is not of whole numbers, 1 or more. */
export function numericColumn(key: string, { shape = [1] }: NumericColumnOptions = {}): NumericColumn {
  if (!shape.every((size) => Number.isInteger(size) && size >= 1)) {
    throw new RangeError(
      `Cannot make numeric column "${key}": its shape takes whole numbers, 1 or more; it is [${shape.join(', ')}].`,
    );
  }
  return { kind: 'numeric', key, shape };
}
