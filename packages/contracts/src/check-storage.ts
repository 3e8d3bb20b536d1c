import type { CheckpointStorage } from '@feedforward/checkpoint';
import { describe, expect, it } from 'vitest';

/** Opens one place; called again, the same place. */
export type OpenStorage = () => CheckpointStorage;

/**
 * The conventions that every storage for checkpoints keeps, as a suite of tests.
 * @param makePlace Makes a new, empty place each time.
 */
export function checkStorage(name: string, makePlace: () => OpenStorage | Promise<OpenStorage>): void {
  describe(`${name} keeps the conventions of storages`, () => {
    const open = async (): Promise<CheckpointStorage> => (await makePlace())();
    const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

    it('begins empty', async () => {
      expect(await (await open()).list()).toEqual([]);
    });

    it('gives back what was written, under each name', async () => {
      const storage = await open();
      await storage.write('a', bytes(1, 2, 3));
      await storage.write('model.ckpt-10.safetensors', bytes(0, 255));
      await storage.write('empty', bytes());
      expect(Array.from(await storage.read('a'))).toEqual([1, 2, 3]);
      expect(Array.from(await storage.read('model.ckpt-10.safetensors'))).toEqual([0, 255]);
      expect(Array.from(await storage.read('empty'))).toEqual([]);
      expect([...(await storage.list())].sort()).toEqual(['a', 'empty', 'model.ckpt-10.safetensors']);
    });

    it('replaces a file as a whole, by a shorter one too', async () => {
      const storage = await open();
      await storage.write('a', bytes(1, 2, 3));
      await storage.write('a', bytes(4));
      expect(Array.from(await storage.read('a'))).toEqual([4]);
      expect(await storage.list()).toEqual(['a']);
    });

    it('keeps a million bytes, and a view of others', async () => {
      const storage = await open();
      const large = Uint8Array.from({ length: 1_000_001 }, (_, i) => (i * i) >> 3);
      await storage.write('large', large);
      await storage.write('view', large.subarray(1000, 1010));
      expect(Buffer.compare(await storage.read('large'), large)).toBe(0);
      expect(Array.from(await storage.read('view'))).toEqual(Array.from(large.subarray(1000, 1010)));
    });

    it('shares no memory with whoever writes or reads', async () => {
      const storage = await open();
      const written = bytes(1, 2, 3);
      await storage.write('a', written);
      written.fill(9);
      (await storage.read('a')).fill(8);
      expect(Array.from(await storage.read('a'))).toEqual([1, 2, 3]);
    });

    it('takes a file away, and one that is not there without complaint', async () => {
      const storage = await open();
      await storage.write('a', bytes(1));
      await storage.write('b', bytes(2));
      await storage.remove('a');
      await storage.remove('a');
      expect(await storage.list()).toEqual(['b']);
    });

    it('says the name of a file that is not there', async () => {
      const storage = await open();
      await expect(storage.read('nothing')).rejects.toThrow(/^Cannot read .*nothing/);
      await storage.write('a', bytes(1));
      await expect(storage.read('nothing')).rejects.toThrow(/^Cannot read .*nothing/);
    });

    it.each([
      '',
      '.',
      '..',
      '../a',
      'a/b',
      '/a',
      'a\\b',
      'C:a',
      '.hidden',
      'a.',
      'a b',
      'a\0b',
      'ä',
      'nul.txt',
      'a'.repeat(201),
    ])('refuses the name %j, and changes nothing', async (bad) => {
      const storage = await open();
      await storage.write('a', bytes(1));
      await expect(storage.write(bad, bytes(2))).rejects.toThrow(RangeError);
      await expect(storage.read(bad)).rejects.toThrow(RangeError);
      await expect(storage.remove(bad)).rejects.toThrow(RangeError);
      expect(await storage.list()).toEqual(['a']);
    });

    it('has the files when it is opened again', async () => {
      const openPlace = await makePlace();
      await openPlace().write('a', bytes(1, 2));
      expect(Array.from(await openPlace().read('a'))).toEqual([1, 2]);
    });

    it('if it locks, locks one out until the other is done, and shows no file of the lock', async () => {
      const openPlace = await makePlace();
      const [first, second] = [openPlace(), openPlace()];
      const release = await first.lock?.();
      if (!release) return;
      expect(await first.list()).toEqual([]);
      await expect(second.lock!()).rejects.toThrow(/^Cannot .* has it/);
      await second.write('a', bytes(1)); // the lock is between those that ask for it
      await release();
      await (await second.lock!())();
      expect(await second.list()).toEqual(['a']);
    });
  });
}
