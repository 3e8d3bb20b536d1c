import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RandomState } from '@feedforward/random';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeState, optimizerNames } from '../../src/index.ts';
import type { Orders } from './child.ts';
import { makeTrainer, train } from './run.ts';

const child = fileURLToPath(new URL('child.ts', import.meta.url));
const sources = fileURLToPath(new URL('sources.ts', import.meta.url));

/** How many processes to kill: CHECKPOINT_KILLS=200 for as many as a release is tried with. */
const kills = Number(process.env.CHECKPOINT_KILLS ?? 28);
const killsEach = Math.ceil(kills / optimizerNames.length);
const random = new RandomState(1);
/** What each run saves as, in turn. */
const formats = ['safetensors', 'tensorflow'] as const;
let runs = 0;

const root = mkdtempSync(join(tmpdir(), 'feedforward-kill-'));
/** Begun ahead, so that it is ready when its turn comes. */
let next = start();
afterAll(() => {
  next.kill('SIGKILL');
  rmSync(root, { recursive: true });
});

function start(): ChildProcess {
  const execArgv = ['--disable-warning=ExperimentalWarning', '--import', sources];
  return fork(child, [], { execArgv, stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
}

/** Has a process train until it is done, or killed: after so many milliseconds, or by itself in a call to the disk. */
async function run(orders: Orders, killAfter: number): Promise<{ wasKilled: boolean; stderr: string }> {
  const process = next;
  next = start();
  let stderr = '';
  process.stderr?.on('data', (data) => {
    stderr += data;
  });
  const ended = once(process, 'close');
  if (!process.connected) throw new Error(`the process did not start: ${stderr}`);
  process.send(orders);
  const timer = setTimeout(() => process.kill('SIGKILL'), killAfter);
  const [code, signal] = await ended;
  clearTimeout(timer);
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`the process ended with ${code ?? signal}: ${stderr}`);
  return { wasKilled: signal === 'SIGKILL', stderr };
}

describe(`training that is killed ${kills} times`, () => {
  it.each(optimizerNames)('with %s ends in the very bits of a run that was not', async (optimizer) => {
    const whole = makeTrainer(optimizer);
    await train(whole);
    let [killed, unfinished, resumed] = [0, 0, 0];
    while (killed < killsEach) {
      const folder = mkdtempSync(join(root, 'run-'));
      const checkpoints = join(folder, 'checkpoints');
      const format = formats[runs++ % 2]!;
      for (let isDone = false; !isDone; ) {
        const isLast = killed >= killsEach;
        const bySelf = random.randint(0, 2) === 0;
        const killAt = !isLast && bySelf ? random.randint(1, 200) : 0;
        const killAfter = isLast || bySelf ? 60_000 : random.randint(0, 250);
        const { wasKilled, stderr } = await run({ folder, optimizer, format, killAt }, killAfter);
        expect(stderr).toBe('');
        isDone = !wasKilled;
        if (isDone) break;
        killed++;
        const left = tryList(checkpoints);
        unfinished += left.some((name) => name.endsWith('.tmp')) ? 1 : 0;
        resumed += left.some((name) => /\.(safetensors|index)$/.test(name)) ? 1 : 0;
      }
      const { state } = decodeState(readFileSync(join(folder, 'final.safetensors')));
      expect(state).toEqual(whole.state());
      // Neither locks nor halves of files are left, and no more checkpoints than are to be kept.
      expect(readdirSync(checkpoints).filter((name) => name.startsWith('.'))).toEqual([]);
      expect(readdirSync(checkpoints)).toHaveLength(format === 'tensorflow' ? 5 : 3);
    }
    expect(resumed).toBeGreaterThan(0);
    if (process.env.CHECKPOINT_KILLS) {
      console.log(
        `${optimizer}: ${killed} killed, ${unfinished} while writing, ${resumed} with a checkpoint to go on from`,
      );
    }
  });
});

function tryList(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // killed before it was made
  }
}
