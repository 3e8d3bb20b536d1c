/**
 * A float32 as NumPy prints it: the shortest decimal that reads back as the same float32, `0.104513876`, in
 * scientific notation below 10⁻⁴ and from 10¹⁶ on, `9.5e-05`.
 */
export function formatFloat32(value: number): string {
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return Number.isNaN(single) ? 'nan' : single > 0 ? 'inf' : '-inf';
  const shortest = shortestFloat32(single);
  const magnitude = Math.abs(single);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) return scientific(shortest);
  const positional = shortest.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
  return positional.includes('.') ? positional : `${positional}.0`;
}

/** As C's `%g`: six significant digits, without zeros at the end, `394.756`, `1.23457e+06`. */
export function formatG(value: number): string {
  if (!Number.isFinite(value)) return formatFloat32(value);
  const rounded = Number(value.toPrecision(6));
  const magnitude = Math.abs(rounded);
  return magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e6) ? scientific(rounded) : String(rounded);
}

/** The double of fewest digits that rounds to this float32: nine always suffice. */
function shortestFloat32(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const candidate = rounded(value, digits);
    if (Math.fround(candidate) === value) return candidate;
  }
  return rounded(value, 9);
}

/** To so many significant digits; halfway between two decimals, to the even one, as NumPy does and `toPrecision` not. */
function rounded(value: number, digits: number): number {
  const [mantissa, exponent] = value.toExponential(100).split('e');
  const kept = mantissa!.indexOf('.') + digits;
  const isTie = /^50*$/.test(mantissa!.slice(kept)) && /[02468]\.?$/.test(mantissa!.slice(0, kept));
  return Number(isTie ? `${mantissa!.slice(0, kept)}e${exponent}` : value.toPrecision(digits));
}

/** The exponent with a sign and two digits at least, as C and Python write it. */
function scientific(value: number): string {
  const [digits, exponent] = value.toExponential().split('e');
  return `${digits}e${exponent![0]}${exponent!.slice(1).padStart(2, '0')}`;
}
