import { InvalidArgumentError } from 'commander';

/** A parser of whole numbers from `least`. */
export function whole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^[+-]?\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`It must be a whole number, ${least} or more.`);
  };
}

/** 32 bits, as `RandomState` takes them. */
export function seed(text: string): number {
  const value = whole(0)(text);
  if (value < 2 ** 32) return value;
  throw new InvalidArgumentError('It must be below 2^32.');
}

/** A folder or file. */
export function path(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('It must not be empty.');
}

/** A number above 0. */
export function positive(text: string): number {
  const value = number(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

/** A number from 0 to below 1. */
export function share(text: string): number {
  const value = number(text);
  if (value >= 0 && value < 1) return value;
  throw new InvalidArgumentError('It must be a number from 0 to below 1.');
}

/** A share below 1, or a count. */
export function shareOrCount(text: string): number {
  const value = number(text);
  if (value >= 0 && (value < 1 || Number.isSafeInteger(value))) return value;
  throw new InvalidArgumentError('It must be a share from 0 to below 1, or a whole number.');
}

/** Units of hidden layers, such as `300,100`; none is `0`. */
export function units(text: string): readonly number[] {
  if (text.trim() === '0') return [];
  return text.split(',').map((part) => {
    try {
      return whole(1)(part.trim());
    } catch {
      throw new InvalidArgumentError(
        `A hidden layer takes a whole number of units, 1 or more; found ${JSON.stringify(part.trim())}.`,
      );
    }
  });
}

/** Indices of rows, such as `0..9` or `3,5,20..22`. */
export function rows(text: string): readonly number[] {
  return text.split(',').flatMap((part) => {
    const [, first, last = first] = /^\s*(\d+)(?:\.\.(\d+))?\s*$/.exec(part) ?? [];
    const count = Number(last) - Number(first) + 1;
    if (first === undefined || !(count >= 1 && count <= 10_000)) {
      throw new InvalidArgumentError('It must be rows counted from 0, such as 7 or 0..9 or 3,5,20..22.');
    }
    return Array.from({ length: count }, (_, i) => Number(first) + i);
  });
}

/** One more row of features, such as `5.1,3.5,1.4,0.2`. */
export function features(text: string, previous: readonly (readonly number[])[] = []): readonly (readonly number[])[] {
  return [...previous, text.split(',').map(number)];
}

function number(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`${JSON.stringify(text.trim())} is not a number.`);
}
