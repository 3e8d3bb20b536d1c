import { createInterface } from 'node:readline';
import type { About, Measurement } from '../running/protocol.ts';
import { settings } from './settings.ts';

/** Computes for so many milliseconds, or a little longer: whole steps, at least one. */
export type Run = (milliseconds: number) => Promise<Measurement>;

/**
 * Says what this contestant is, once all is built, then computes whenever it is asked to. In between it waits for its
 * standard input, which costs nothing. With `--once` it takes one step, and ends.
 */
export async function serve(run: Run, about: About): Promise<void> {
  if (settings.once) {
    await run(0);
    process.exit();
  }
  say({ about });
  for await (const line of createInterface({ input: process.stdin })) {
    const before = process.cpuUsage();
    const measurement = await run(Number(line));
    const { user, system } = process.cpuUsage(before);
    say({ cpuSeconds: (user + system) / 1e6, ...measurement });
  }
  process.exit(); // whatever threads there are
}

/** Ends, saying why this contestant cannot compete here. */
export function withdraw(reason: string): never {
  say({ unavailable: reason });
  process.exit();
}

function say(answer: unknown): void {
  console.log(JSON.stringify(answer));
}
