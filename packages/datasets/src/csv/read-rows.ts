/** A row's fields, and the line it begins on, counted from 1. */
export interface CsvRow {
  readonly fields: readonly string[];
  readonly line: number;
}

/**
 * The rows of comma-separated values by RFC 4180: a field in quotes may hold commas, line ends and doubled quotes.
 * Beyond it, lines may end in LF or CR alone, blanks around a field are dropped, empty lines and a byte-order mark are
 * passed over.
 * @throws SyntaxError with the line and the column if a quote stands where none belongs, or is never closed.
 */
export function* readRows(text: string, name: string): Generator<CsvRow> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const begin = line;
    const fields: string[] = [];
    do {
      if (fields.length > 0) at++; // the comma
      at = endOf(blanks, text, at);
      const start = at;
      if (text[at] === '"') {
        const { value, end } = readQuoted(text, at);
        if (end === 0) refuse(fields.length, 'a quote is opened and never closed');
        fields.push(value);
        line += value.match(lineEnds)?.length ?? 0;
        at = endOf(blanks, text, end);
      } else {
        at = endOf(unquoted, text, at);
        fields.push(text.slice(start, at).trimEnd());
      }
      if (at < text.length && !',\r\n'.includes(text[at]!)) {
        refuse(fields.length - 1, 'a field has quotes around all of it or nowhere');
      }
    } while (text[at] === ',');
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line++;
    if (fields.length > 1 || fields[0] !== '') yield { fields, line: begin };
  }

  function refuse(column: number, why: string): never {
    throw new SyntaxError(`Cannot read CSV "${name}", line ${line}, column ${column + 1}: ${why}.`);
  }
}

const blanks = /[^\S\r\n]*/y;
const unquoted = /[^",\r\n]*/y;
const lineEnds = /\r\n|\r|\n/g;

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  pattern.test(text);
  return pattern.lastIndex;
}

/** A field from its opening quote on, and where it ends; 0 if it does not. */
function readQuoted(text: string, open: number): { value: string; end: number } {
  let value = '';
  for (let from = open + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return { value, end: 0 };
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}
