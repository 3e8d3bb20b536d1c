import { constants } from 'node:os';
import type { Interruption, Io } from './io.ts';
import { programName } from './program-name.ts';
import { Stop } from './stop.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const reasons = { SIGINT: 'Interrupted', SIGTERM: 'Asked to end', SIGHUP: 'The terminal is closed' };

/** The real process. */
export function processIo(): Io {
  let isBroken = false;
  let stopWork: ((stop: Stop) => void) | undefined;
  // A reader such as `head` that has seen enough is no failure, a full disk is; work in progress is saved first.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (isBroken) return;
    isBroken = true;
    const isClosed = error.code === 'EPIPE' || error.code === 'EIO';
    if (stopWork) {
      const reason = isClosed ? 'The output was closed' : `The output could not be written (${error.message})`;
      stopWork(new Stop(reason, isClosed ? 128 + constants.signals.SIGPIPE : 1));
    } else {
      if (!isClosed) process.stderr.write(`error: Cannot write the output: ${error.message}\n`);
      process.exit(isClosed ? 0 : 1);
    }
  });
  process.stderr.on('error', () => {}); // there is nowhere left to say so

  function interruption(): Interruption {
    const controller = new AbortController();
    const stop = (signal: (typeof signals)[number]): void => {
      release();
      controller.abort(new Stop(reasons[signal], 128 + constants.signals[signal]));
    };
    const release = (): void => {
      for (const signal of signals) process.off(signal, stop);
    };
    for (const signal of signals) process.on(signal, stop);
    stopWork = (reason) => controller.abort(reason);
    return {
      signal: controller.signal,
      release: () => {
        release();
        stopWork = undefined;
      },
    };
  }

  const { stdout, stderr, env } = process;
  return { stdout, stderr, env, program: programName(process.argv[1]!, process.cwd()), interruption };
}
