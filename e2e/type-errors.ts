import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));

/**
 * The errors that TypeScript finds in a user's files and in the packages' declarations. Those in the declarations of
 * tfjs are left out: they clash with TypeScript's own ones for WebGPU, whoever uses them.
 */
export function typeErrors(args: readonly string[], cwd: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [tsc, '--pretty', 'false', ...args], { cwd }, (error, stdout, stderr) => {
      const errors = stdout.split('\n').filter((line) => /\(\d+,\d+\): error TS/.test(line));
      if (stderr || (error && errors.length === 0)) return reject(new Error(`tsc failed:\n${stdout}${stderr}`));
      resolve(errors.filter((line) => /^(?!\.\.|\/|node_modules\/(?!@feedforward\/))/.test(line)));
    });
  });
}
