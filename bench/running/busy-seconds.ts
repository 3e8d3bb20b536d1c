import { cpus } from 'node:os';

/** The seconds that all processors together have been busy, with whatever it was, since the machine started. */
export function busySeconds(): number {
  const times = cpus().map(({ times: { user, nice, sys, irq } }) => user + nice + sys + irq);
  return times.reduce((a, b) => a + b, 0) / 1000;
}
