// A command, from its start to its end; a step is a run.
import { spawnSync } from 'node:child_process';
import { repeat } from './repeat.ts';
import { serve, withdraw } from './serve.ts';
import { settings } from './settings.ts';

const [command = process.execPath, ...args] = settings.command;

/** @returns What it printed. */
function runOnce(): string {
  const { status, error, stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (error) withdraw(error.message);
  if (status !== 0) throw new Error(`"${settings.command.join(' ')}" ended with code ${status}.`);
  return stdout;
}

const reason = /^\{"unavailable":\s*"(.*)"\}$/m.exec(runOnce())?.[1];
if (reason) withdraw(reason);
const runs = repeat(runOnce);
await serve(async (milliseconds) => ({ ...(await runs(milliseconds)), cpuSeconds: undefined }), { versions: [] });
