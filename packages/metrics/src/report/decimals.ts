/**
 * A number with so many decimals, as Python prints it: of two that are equally near, the even one, where
 * `toFixed` takes the greater.
 */
export function decimals(value: number, digits: number): string {
  if (Number.isNaN(value)) return 'nan';
  const rounded = value.toFixed(digits);
  if (!isTie(value, digits)) return rounded;
  const unit = 10 ** -digits;
  const down = (value - unit / 2).toFixed(digits);
  return Number(down.at(-1)) % 2 === 0 ? down : (value + unit / 2).toFixed(digits);
}

/** Whether the decimals that are cut off are 5, 0, 0 and so on, to the last bit of the number. */
function isTie(value: number, digits: number): boolean {
  return digits < 100 && /^50*$/.test(value.toFixed(100).split('.')[1]!.slice(digits));
}

/** A float in as few digits as tell it from others, as Python prints it: `3.0`, `1e-05`. */
export function shortest(value: number): string {
  const [, mantissa, exponent] = /^(.*)e(.*)$/.exec(value.toExponential())!;
  const power = Number(exponent);
  if (value === 0 || (power >= -4 && power < 16)) return Number.isInteger(value) ? `${value}.0` : String(value);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
