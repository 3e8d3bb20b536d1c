import { PassThrough } from 'node:stream';
import { run } from './run.ts';
import { Stop } from './stop.ts';

/** What a command came to. */
export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as the program would; `stopped` sees each line, and may end the training. */
export async function feedforward(
  argv: readonly string[],
  stopped: (text: string) => boolean = () => false,
): Promise<Answer> {
  const texts = { stdout: '', stderr: '' };
  const controller = new AbortController();
  const stream = (name: 'stdout' | 'stderr'): PassThrough =>
    new PassThrough().on('data', (data) => {
      texts[name] += data;
      if (stopped(String(data))) controller.abort(new Stop('Interrupted', 130));
    });
  const code = await run(argv, {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    env: {},
    program: 'feedforward',
    interruption: () => ({ signal: controller.signal, release: () => {} }),
  });
  return { code, ...texts };
}

/** JSON, line by line. */
export const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
