import type { Spread } from '../running/spread.ts';

const threeDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** Three digits of it: 0.123, 12.3, 12,300. */
export function formatSpeed(speed: number): string {
  return threeDigits.format(speed);
}

/** `4.01 (3.95–4.10)`: the median, the least and the most. */
export function formatSpread({ median, min, max }: Spread, format: (value: number) => string): string {
  return `${format(median)} (${format(min)}–${format(max)})`;
}
