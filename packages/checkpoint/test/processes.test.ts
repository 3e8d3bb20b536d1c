import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckpointStore, folderStorage } from '../src/index.ts';

const saver = fileURLToPath(new URL('saver.ts', import.meta.url));
const options = ['--disable-warning=ExperimentalWarning', '--experimental-strip-types', saver];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feedforward-processes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process that has the folder's store open. */
async function hold(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...options, folder, 'hold'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

async function end(child: ChildProcess, how: () => void): Promise<void> {
  const ended = once(child, 'exit');
  how();
  await ended;
}

const open = () => CheckpointStore.open(folderStorage(folder));

describe('of two processes on one folder', () => {
  it('the second is told that the first has it, until that is done', async () => {
    const child = await hold();
    await expect(open()).rejects.toThrow(
      `Cannot save in folder "${folder}": two at once would spoil each other's checkpoints, and process ${child.pid} has it. Wait for its end, or take another folder.`,
    );
    expect(await (await CheckpointStore.open(folderStorage(folder), { readOnly: true })).list()).toEqual([]);
    await end(child, () => child.stdin!.end('done'));
    await (await open()).close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('the first holds nothing once it was killed', async () => {
    const child = await hold();
    await end(child, () => child.kill('SIGKILL'));
    expect(readdirSync(folder)).toHaveLength(1);
    await (await open()).close();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a disk that fills up', () => {
  const fill = (command: string) => {
    const { stdout, stderr } = spawnSync('sh', ['-c', command, 'sh', process.execPath, ...options, folder, 'fill'], {
      encoding: 'utf8',
    });
    return {
      stderr,
      result: stdout && (JSON.parse(stdout) as { step: number; restored: number; error: string; isWhole: boolean }),
    };
  };

  it.skipIf(process.platform === 'win32')(
    'by a limit on files’ sizes: is told, and the last checkpoint is whole',
    () => {
      const { result, stderr } = fill('ulimit -f 64 && exec "$@"'); // 32 or 64 KiB
      expect(stderr).toBe('');
      expect(result).toMatchObject({ isWhole: true });
      if (!result) return;
      expect(result.error).toMatch(
        /^Error: Cannot write file ".*": the file would be too large \(EFBIG\)\. Nothing was changed\.$/,
      );
      expect(result.restored).toBe(result.step - 1);
    },
  );

  const mount = 'mount -t tmpfs -o size=256k none "$5"';
  const canMount = spawnSync('sh', ['-c', 'unshare -m mount -t tmpfs none /mnt']).status === 0;

  it.skipIf(!canMount)(
    'for real, on a small tmpfs: is told, and the last checkpoint is whole (skipped where none can be mounted)',
    () => {
      const { result, stderr } = fill(`exec unshare -m sh -c '${mount} && exec "$@"' sh "$@"`);
      expect(stderr).toBe('');
      expect(result).toMatchObject({ isWhole: true });
      if (!result) return;
      expect(result.error).toMatch(
        /^Error: Cannot write file ".*": the disk is full \(ENOSPC\)\. Nothing was changed\.$/,
      );
      expect(result.restored).toBe(result.step - 1);
    },
  );
});
