/** A block of code in a README or a docstring. */
export interface Example {
  code: string;
  /** The line that it begins on. */
  line: number;
  /** False where the block is marked `ts no-run`: it needs what is not here, such as a download. */
  runs: boolean;
  /** What it says that it prints: the comments that follow a `console.log` on its line. */
  printed: string[];
}

/** The blocks of a text that are marked as `ts`; in a docstring, the stars before them are taken off. */
export function examplesIn(text: string): Example[] {
  const examples: Example[] = [];
  let code: string[] | undefined;
  let runs = true;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/^\s*\* ?/, '');
    if (!code && /^```ts\b/.test(line)) {
      code = [];
      runs = !line.includes('no-run');
    } else if (code && line.startsWith('```')) {
      const printed = code.flatMap((line) => /console\.log\(.*\);? \/\/ (.*)$/.exec(line)?.[1] ?? []);
      examples.push({ code: `${code.join('\n')}\n`, line: index + 1 - code.length, runs, printed });
      code = undefined;
    } else {
      code?.push(line);
    }
  }
  return examples;
}

/**
 * The first of the expected texts that an output does not hold, or undefined if it holds all of them, in their order.
 * Each is a whole line of the output, or several where something long was printed over many lines; spaces inside of
 * brackets do not count, and `…` stands for any text.
 */
export function firstMissing(expected: readonly string[], output: string): string | undefined {
  const lines = output.split('\n');
  let from = 0;
  return expected.find((text) => {
    const pattern = new RegExp(
      `^${tidy(text)
        .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
        .replaceAll('…', '.*')}$`,
    );
    for (let start = from; start < lines.length; start++) {
      for (let end = start + 1; end <= Math.min(start + 20, lines.length); end++) {
        if (!pattern.test(tidy(lines.slice(start, end).join(' ')))) continue;
        from = end;
        return false;
      }
    }
    return true;
  });
}

function tidy(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/([[({]) | (?=[\])}])/g, '$1');
}
