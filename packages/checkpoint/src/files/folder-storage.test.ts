import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  promises,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkStorage } from '@feedforward/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { folderStorage } from './folder-storage.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'feedforward-folder-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  rmSync(root, { recursive: true });
});

let places = 0;
checkStorage('folderStorage', () => {
  const folder = join(root, 'runs', `${++places}`);
  return () => folderStorage(folder);
});

describe('folderStorage', () => {
  it('shows files only, none that are hidden, and makes no folder to look into it', async () => {
    const folder = join(root, 'a');
    expect(await folderStorage(folder).list()).toEqual([]);
    expect(existsSync(folder)).toBe(false);
    mkdirSync(join(folder, 'inside'), { recursive: true });
    for (const name of ['checkpoint', '.hidden', 'has a space']) writeFileSync(join(folder, name), '');
    expect(await folderStorage(folder).list()).toEqual(['checkpoint']);
  });

  it('replaces a link, and does not write where it points to', async () => {
    const outside = join(root, 'outside');
    writeFileSync(outside, 'untouched');
    mkdirSync(join(root, 'a'));
    symlinkSync(outside, join(root, 'a', 'model'));
    await folderStorage(join(root, 'a')).write('model', Uint8Array.of(1));
    expect(await promises.readFile(outside, 'utf8')).toBe('untouched');
  });

  it('flushes the folders that it makes, and those they are in', async () => {
    const opened: unknown[] = [];
    const { open } = promises;
    vi.spyOn(promises, 'open').mockImplementation((...parameters) => {
      if (parameters[1] === 'r') opened.push(parameters[0]);
      return open(...parameters);
    });
    await folderStorage(join(root, 'a', 'b')).write('c', Uint8Array.of(1));
    expect(opened).toEqual([join(root, 'a'), root, join(root, 'a', 'b')]);
  });

  it('says what it cannot do, and why', async () => {
    writeFileSync(join(root, 'file'), '');
    const storage = folderStorage(join(root, 'file', 'in it'));
    await expect(storage.list()).rejects.toThrow(
      `Cannot list folder "${join(root, 'file', 'in it')}": a part of the path is not a folder (ENOTDIR).`,
    );
    await expect(storage.write('a', Uint8Array.of(1))).rejects.toThrow(
      `Cannot make folder "${join(root, 'file', 'in it')}": a part of the path is not a folder (ENOTDIR).`,
    );
    mkdirSync(join(root, 'folder', 'model'), { recursive: true });
    await expect(folderStorage(join(root, 'folder')).remove('model')).rejects.toThrow(
      /^Cannot delete file ".*model": /,
    );
  });

  it.skipIf(process.getuid?.() === 0)(
    'can be read where nothing may be written, and says so of writing (skipped for root, who may)',
    async () => {
      const folder = join(root, 'a');
      await folderStorage(folder).write('model', Uint8Array.of(1));
      chmodSync(folder, 0o500);
      const storage = folderStorage(folder);
      await expect(storage.write('model', Uint8Array.of(2))).rejects.toThrow('permission is denied (EACCES)');
      await expect(storage.lock!()).rejects.toThrow('permission is denied (EACCES)');
      expect(Array.from(await storage.read('model'))).toEqual([1]);
      chmodSync(folder, 0o700);
    },
  );

  it('says in a browser that there is no file system, and what there is', () => {
    vi.stubGlobal('process', undefined);
    expect(() => folderStorage('a')).toThrow(
      'Cannot use folder "a": this runtime has no file system (a browser?). Use opfsStorage, indexedDbStorage or memoryStorage.',
    );
  });
});

describe('the lock of a folder', () => {
  const lock = () => folderStorage(root).lock!();
  const put = (file: string, content: object | string) =>
    writeFileSync(join(root, file), typeof content === 'string' ? content : JSON.stringify(content));
  /** What this process writes down of itself. */
  const me = async () => {
    const release = await lock();
    const [file] = readdirSync(root).filter((name) => name.startsWith('.lock-'));
    const written: { pid: number; host: string; started: string } = JSON.parse(
      await promises.readFile(join(root, file!), 'utf8'),
    );
    await release();
    return written;
  };

  it('leaves nothing behind', async () => {
    await (await lock())();
    expect(readdirSync(root)).toEqual([]);
  });

  it('is not held by a process that is dead, nor by another that has its number now', async () => {
    const self = await me();
    put('.lock-a', { ...self, pid: 4_194_303 }); // Linux's largest, which a small machine does not come to
    if (self.started) put('.lock-b', { ...self, pid: process.ppid });
    await (await lock())();
    expect(readdirSync(root)).toEqual([]);
  });

  it('is not held by half a file, which no process leaves', async () => {
    put('.lock-a', '{"pid":1,');
    put('.lock-b', 'null');
    put('.lock-c', { pid: 'x' });
    await (await lock())();
    expect(readdirSync(root)).toEqual([]);
  });

  it('is held by a process on another computer, of which nothing can be known', async () => {
    put('.lock-a', { pid: 17, host: 'elsewhere', started: '' });
    await expect(lock()).rejects.toThrow(
      /^Cannot save in folder ".*": .* process 17 on computer "elsewhere" has it\. If you know that one to be dead, delete "\.lock-a" in the folder\.$/,
    );
    expect(readdirSync(root)).toEqual(['.lock-a']);
  });

  it('is held by another process as long as that lives', async () => {
    const self = await me();
    const started = self.started.replace(/\d+$/, await startOf(process.ppid));
    put('.lock-a', { pid: process.ppid, host: self.host, started });
    await expect(lock()).rejects.toThrow(`process ${process.ppid} has it. Wait for its end, or take another folder.`);
  });

  it('is taken by one at most of several that come at once', async () => {
    for (let round = 0; round < 10; round++) {
      const taken = await Promise.allSettled([lock(), lock(), lock()]);
      const held = taken.filter((result) => result.status === 'fulfilled');
      expect(held.length).toBeLessThanOrEqual(1);
      for (const { value } of held) await value();
    }
  });

  it('takes away what a dead process was writing, and nothing else', async () => {
    for (const file of ['.checkpoint-1.tmp', '.feedforward-1.tmp', '.own']) put(file, '');
    await (await lock())();
    expect(readdirSync(root).sort()).toEqual(['.feedforward-1.tmp', '.own']);
  });

  it('is not left behind where the folder cannot be looked into', async () => {
    vi.spyOn(promises, 'readdir').mockRejectedValue(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }));
    await expect(lock()).rejects.toThrow(`Cannot lock folder "${root}": EIO: i/o error.`);
    vi.restoreAllMocks();
    expect(readdirSync(root)).toEqual([]);
  });
});

/** The clock tick that a process began at; any text where there is no /proc. */
async function startOf(pid: number): Promise<string> {
  const stat = await promises.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') ');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
