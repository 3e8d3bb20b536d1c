import { execFile } from 'node:child_process';

/** What a program printed. */
export interface Output {
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd: string;
  env?: Readonly<Record<string, string>>;
  /** Milliseconds until the program is ended; default 4 minutes. */
  timeout?: number;
}

/** Runs a program to its end; a non-zero exit code is an error with all that it printed. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Output> {
  const settings = {
    cwd: options.cwd,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...options.env },
    timeout: options.timeout ?? 240_000,
    maxBuffer: 2 ** 26,
  };
  return new Promise((resolve, reject) => {
    execFile(command, args, settings, (error, stdout, stderr) => {
      if (!error) return resolve({ stdout, stderr });
      reject(
        new Error(`"${[command, ...args].join(' ')}" failed (${error.signal ?? error.code}):\n${stdout}\n${stderr}`),
      );
    });
  });
}
