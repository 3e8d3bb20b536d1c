import {
  arrivedAddress,
  generationAddress,
  lengthAddress,
  mayWaitAddress,
  nappersAddress,
  phaseAddress,
  programAddress,
  readyAddress,
  rowsAddress,
  sleepersAddress,
} from '../src/kernels/codes';
import { runShare } from './program';

/** How often a thread looks whether the others have come before it sleeps: for some tens of microseconds. */
const spins: i32 = 20000;
/** How often a worker looks for work before it sleeps: for some hundreds of microseconds, longer than a step's rest. */
const idleSpins: i32 = 200000;

/** Waits until all threads of the run have come here. */
export function barrier(thread: i32, threads: i32): void {
  const phase = atomic.load<i32>(phaseAddress);
  if (atomic.add<i32>(arrivedAddress, 1) + 1 == threads) {
    atomic.store<i32>(arrivedAddress, 0);
    atomic.add<i32>(phaseAddress, 1);
    if (atomic.load<i32>(nappersAddress) > 0) atomic.notify(phaseAddress, -1);
    return;
  }
  let looks = 0;
  while (atomic.load<i32>(phaseAddress) == phase) {
    if (++looks < spins) continue;
    // Someone else has the processor that a thread of ours needs. The main thread of a page may not sleep.
    if (thread == 0 && load<i32>(mayWaitAddress) == 0) continue;
    atomic.add<i32>(nappersAddress, 1);
    atomic.wait<i32>(phaseAddress, phase, -1);
    atomic.sub<i32>(nappersAddress, 1);
  }
}

/**
 * Begins a run that the workers take part in: they find it in memory. The number of threads is in the same word as the
 * run's, so that a worker that has no part in it cannot mistake it.
 */
export function begin(program: usize, length: i32, rows: i32, threads: i32): void {
  store<usize>(programAddress, program);
  store<i32>(lengthAddress, length);
  store<i32>(rowsAddress, rows);
  const generation = atomic.load<i32>(generationAddress);
  atomic.store<i32>(generationAddress, (((generation >>> 8) + 1) << 8) | threads);
  if (atomic.load<i32>(sleepersAddress) > 0) atomic.notify(generationAddress, -1);
}

/** What a worker does for ever: waits for a run, and does its share. */
export function serve(thread: i32): void {
  let seen = atomic.load<i32>(generationAddress);
  atomic.add<i32>(readyAddress, 1);
  for (;;) {
    let looks = 0;
    while (atomic.load<i32>(generationAddress) == seen) {
      if (++looks < idleSpins) continue;
      atomic.add<i32>(sleepersAddress, 1);
      atomic.wait<i32>(generationAddress, seen, -1);
      atomic.sub<i32>(sleepersAddress, 1);
      looks = 0;
    }
    seen = atomic.load<i32>(generationAddress);
    const threads = seen & 0xff;
    if (thread >= threads) continue;
    runShare(load<usize>(programAddress), load<i32>(lengthAddress), load<i32>(rowsAddress), thread, threads);
    barrier(thread, threads);
  }
}
