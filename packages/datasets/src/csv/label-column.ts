import { quote } from '../printable.ts';

/** The index of the column that holds the labels. @throws RangeError if there is no such column. */
export function labelColumn(
  label: string | number | undefined,
  width: number,
  header: readonly string[] | undefined,
  name: string,
): number {
  if (label === undefined) return width - 1;
  if (typeof label === 'number') {
    if (Number.isInteger(label) && label >= 0 && label < width) return label;
    throw new RangeError(
      `Cannot read CSV ${quote(name)}: the label must be a column from 0 to ${width - 1}, it is said to be ${label}.`,
    );
  }
  const found = header?.indexOf(label) ?? -1;
  if (found >= 0) return found;
  throw new RangeError(
    `Cannot read CSV ${quote(name)}: the label must be one of the columns ${header?.map(quote).join(', ')}, it is said to be ${quote(label)}.`,
  );
}
