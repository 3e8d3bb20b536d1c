import { mkdirSync, mkdtempSync, promises, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readFile } from './read-file.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feedforward-files-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  rmSync(folder, { recursive: true });
});

const failure = (code: string) => Object.assign(new Error(`${code}: something`), { code });

describe('writeFileAtomically', () => {
  it('writes a file, replaces one, and leaves nothing else in the folder', async () => {
    const path = join(folder, 'model.bin');
    await writeFileAtomically(path, Uint8Array.of(1, 2, 3));
    await writeFileAtomically(path, Uint8Array.of(4, 5, 6, 7).subarray(1, 3));
    expect(Array.from(readFileSync(path))).toEqual([5, 6]);
    expect(readdirSync(folder)).toEqual(['model.bin']);
  });

  it('flushes the file before it renames it, and the folder after', async () => {
    const order: string[] = [];
    const open = promises.open;
    vi.spyOn(promises, 'open').mockImplementation(async (path, flags) => {
      const handle = await open(path, flags);
      const sync = handle.sync.bind(handle);
      handle.sync = async () => {
        order.push(path === folder ? 'flush folder' : 'flush file');
        await sync();
      };
      return handle;
    });
    const rename = promises.rename;
    vi.spyOn(promises, 'rename').mockImplementation(async (from, to) => {
      order.push('rename');
      await rename(from, to);
    });
    await writeFileAtomically(join(folder, 'model.bin'), Uint8Array.of(1));
    expect(order).toEqual(['flush file', 'rename', 'flush folder']);
  });

  it('says that the folder does not exist', async () => {
    const path = join(folder, 'no', 'model.bin');
    await expect(writeFileAtomically(path, Uint8Array.of(1))).rejects.toThrow(
      `Cannot write file "${path}": its folder "${join(folder, 'no')}" does not exist. Make it first. Nothing was changed.`,
    );
  });

  it('says that the target is a folder, and takes the temporary file away', async () => {
    mkdirSync(join(folder, 'model'));
    await expect(writeFileAtomically(join(folder, 'model'), Uint8Array.of(1))).rejects.toThrow(
      'it is a folder (EISDIR)',
    );
    expect(readdirSync(folder)).toEqual(['model']);
  });

  it.skipIf(process.getuid?.() === 0)(
    'says that permission is denied (skipped for root, to whom none is)',
    async () => {
      mkdirSync(join(folder, 'locked'), { mode: 0o500 });
      await expect(writeFileAtomically(join(folder, 'locked', 'a'), Uint8Array.of(1))).rejects.toThrow(
        'permission is denied (EACCES)',
      );
    },
  );

  it.each(['open', 'rename'] as const)('leaves the old file as it was when %s fails', async (call) => {
    const path = join(folder, 'model.bin');
    writeFileSync(path, 'old');
    vi.spyOn(promises, call).mockRejectedValue(failure('ENOSPC'));
    await expect(writeFileAtomically(path, Uint8Array.of(1))).rejects.toThrow(
      'the disk is full (ENOSPC). Nothing was changed.',
    );
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['model.bin']);
  });

  it.each(['writeFile', 'sync'] as const)('leaves the old file as it was when %s fails', async (call) => {
    const path = join(folder, 'model.bin');
    writeFileSync(path, 'old');
    const open = promises.open;
    vi.spyOn(promises, 'open').mockImplementation(async (...parameters) => {
      const handle = await open(...parameters);
      handle[call] = () => Promise.reject(failure('EIO'));
      return handle;
    });
    await expect(writeFileAtomically(path, Uint8Array.of(1))).rejects.toThrow(
      /^Cannot write file .*EIO.* Nothing was changed\.$/,
    );
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['model.bin']);
  });

  it.each([
    ['EINVAL', true],
    ['EIO', false],
  ])('a folder that answers a flush with %s: written without complaint is %s', async (code, fine) => {
    const path = join(folder, 'model.bin');
    const open = promises.open;
    vi.spyOn(promises, 'open').mockImplementation((...parameters) =>
      parameters[0] === folder ? Promise.reject(failure(code)) : open(...parameters),
    );
    const written = writeFileAtomically(path, Uint8Array.of(1));
    if (fine) await written;
    else await expect(written).rejects.toThrow(`File "${path}" is written, but a power cut could undo it.`);
    expect(readFileSync(path)).toHaveLength(1);
  });

  it('says in a browser that there is no file system, and what to do', async () => {
    vi.stubGlobal('process', undefined);
    await expect(writeFileAtomically('model.bin', Uint8Array.of(1))).rejects.toThrow(
      'Cannot write file "model.bin": this runtime has no file system (a browser?). Take the bytes from encodeSafetensors, and store or download those.',
    );
  });
});

describe('readFile', () => {
  it('gives the bytes as a plain Uint8Array', async () => {
    writeFileSync(join(folder, 'a'), Uint8Array.of(1, 2, 3));
    const bytes = await readFile(join(folder, 'a'));
    expect(bytes).toEqual(Uint8Array.of(1, 2, 3));
    expect(bytes.constructor).toBe(Uint8Array);
  });

  it('says why a file cannot be read, and keeps the cause', async () => {
    await expect(readFile(join(folder, 'no'))).rejects.toMatchObject({
      message: `Cannot read file "${join(folder, 'no')}": it does not exist (ENOENT).`,
      cause: { code: 'ENOENT' },
    });
    await expect(readFile(folder)).rejects.toThrow('it is a folder (EISDIR)');
  });

  it('says in a browser that there is no file system, and what to do', async () => {
    vi.stubGlobal('process', undefined);
    await expect(readFile('model.bin')).rejects.toThrow('Fetch its bytes, and decode those with decodeSafetensors.');
  });
});
