type Part = string | { readonly name: string; readonly format: (value: number) => string };

const field = /\{\{|\}\}|\{(\w+)(?::([^{}]*))?\}|[{}]/g;

/** A path with places for numbers, as Python's `str.format` has them: `{epoch:02d}-{valLoss:.2f}`. */
export class PathTemplate {
  readonly #template: string;
  readonly #parts: readonly Part[];

  /** @throws RangeError for a template that is none: it takes `{name}`, or with a format such as `02d`, `.2f`, `.1e`. */
  constructor(template: string) {
    this.#template = template;
    const parts: Part[] = [];
    let end = 0;
    for (const match of template.matchAll(field)) {
      parts.push(template.slice(end, match.index));
      end = match.index + match[0].length;
      const [whole, name, spec] = match;
      if (name !== undefined) parts.push({ name, format: formatOf(template, spec ?? '') });
      else if (whole.length === 2) parts.push(whole[0]!);
      else
        throw new RangeError(
          `Cannot make a path of "${template}": its "${whole}" has no counterpart. Double it to mean itself.`,
        );
    }
    this.#parts = [...parts, template.slice(end)];
  }

  /** @throws RangeError for a number that there is none of. */
  format(numbers: Readonly<Record<string, number>>): string {
    return this.#parts
      .map((part) => {
        if (typeof part === 'string') return part;
        const value = Object.hasOwn(numbers, part.name) ? numbers[part.name] : undefined;
        if (value !== undefined) return part.format(value);
        throw new RangeError(
          `Cannot make a path of "${this.#template}": there is no "${part.name}". There are ${Object.keys(numbers).join(', ')}.`,
        );
      })
      .join('');
  }
}

/** A number by a format of Python's: zeros or spaces before, a width, and the kinds d, f, e and %. */
function formatOf(template: string, spec: string): (value: number) => string {
  if (spec === '') return String;
  const [, zero, width, digits, kind] = /^(0?)(\d{0,2})(?:\.(\d{1,2}))?([dfe%])$/.exec(spec) ?? [];
  if (kind === undefined || (kind === 'd' && digits !== undefined)) {
    throw new RangeError(
      `Cannot make a path of "${template}": a format is like 02d, .2f, .1e or .1%, found "${spec}".`,
    );
  }
  return (value) => {
    const text = written(Math.abs(value), kind, Number(digits ?? 6));
    const sign = value < 0 ? '-' : '';
    const room = Number(width);
    return zero ? sign + text.padStart(room - sign.length, '0') : (sign + text).padStart(room);
  };
}

function written(value: number, kind: string, digits: number): string {
  if (kind === 'd') return value.toFixed(0);
  if (kind === 'e') return exponential(value, digits);
  return kind === '%' ? `${(value * 100).toFixed(digits)}%` : value.toFixed(digits);
}

/** As Python writes it: the exponent in two digits or more. */
export function exponential(value: number, digits: number): string {
  return value.toExponential(digits).replace(/(e[+-])(\d)$/, '$10$2');
}
