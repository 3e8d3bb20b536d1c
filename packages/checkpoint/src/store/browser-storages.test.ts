import { describe, expect, it } from 'vitest';
import { indexedDbStorage } from './indexed-db-storage.ts';
import { opfsStorage } from './opfs-storage.ts';
import { webLock } from './web-lock.ts';

// What they do in a browser, the end-to-end tests try in Chromium.
describe('outside of a browser', () => {
  it('opfsStorage and indexedDbStorage say what there is instead', () => {
    expect(() => opfsStorage('iris')).toThrow(
      'Cannot use OPFS folder "iris": this runtime has no such file system. Use folderStorage or memoryStorage.',
    );
    expect(() => indexedDbStorage('iris')).toThrow(
      'Cannot use IndexedDB "iris": this runtime has no IndexedDB. Use folderStorage or memoryStorage.',
    );
    expect(() => opfsStorage('../iris')).toThrow(RangeError);
  });

  it.runIf(globalThis.navigator?.locks)('a web lock, which Node has too, is held by one at a time', async () => {
    const release = await webLock('here');
    await expect(webLock('here')).rejects.toThrow('Cannot save in here: another page or store has it.');
    await release();
    await (await webLock('here'))();
  });
});
