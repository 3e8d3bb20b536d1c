import { fileURLToPath } from 'node:url';
import type { Contestant } from './contest.ts';

/** The Python whose packages compete: Debian's, which apt installs PyTorch and scikit-learn for. */
const python = '/usr/bin/python3';

const pathOf = (file: string): string => fileURLToPath(new URL(`../contestants/${file}`, import.meta.url));

/** The command of a contestant in TypeScript, in this Node. */
export function nodeCommand(file: string, ...args: readonly string[]): [command: string, ...args: string[]] {
  return [process.execPath, pathOf(file), ...args];
}

/** The command of a contestant in Python. */
export function pythonCommand(file: string, ...args: readonly string[]): [command: string, ...args: string[]] {
  return [python, pathOf(`python/${file}`), ...args];
}

export function inNode(name: string, file: string, ...args: readonly string[]): Contestant {
  const [command, ...rest] = nodeCommand(file, ...args);
  return { name, command, args: rest };
}

/** Python's libraries take their threads from the environment. */
export function inPython(name: string, file: string, threads: number, ...args: readonly string[]): Contestant {
  const [command, ...rest] = pythonCommand(file, '--threads', String(threads), ...args);
  return { name, command, args: rest, env: pythonEnvironment(threads) };
}

/** A whole run of such a command, again and again. */
export function wholeProcess(name: string, command: readonly string[]): Contestant {
  return { ...inNode(name, 'whole-process.ts', '--', ...command), env: pythonEnvironment(1) };
}

function pythonEnvironment(threads: number): NonNullable<Contestant['env']> {
  const count = String(threads);
  return {
    OMP_NUM_THREADS: count,
    OPENBLAS_NUM_THREADS: count,
    MKL_NUM_THREADS: count,
    // Where these are set, for an old OpenBLAS, they keep a newer one from its best kernels.
    OPENBLAS_CORETYPE: undefined,
    OPENBLAS_L2_SIZE: undefined,
  };
}
