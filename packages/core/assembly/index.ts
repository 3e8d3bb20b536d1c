import { runShare } from './program';
import { barrier, begin, serve } from './threads';

export { matMul } from './mat-mul';

/** Runs a program on so many rows, with workers where there are to be several threads; see {@link runShare}. */
export function run(program: usize, length: i32, rows: i32, threads: i32): i32 {
  if (ASC_FEATURE_THREADS) {
    if (threads > 1) {
      begin(program, length, rows, threads);
      const status = runShare(program, length, rows, 0, threads);
      barrier(0, threads);
      return status;
    }
  }
  return runShare(program, length, rows, 0, 1);
}

/** A worker's life. */
export function work(thread: i32): void {
  if (ASC_FEATURE_THREADS) serve(thread);
}
