import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCache } from './file-cache.ts';

describe('openCache, in a browser', () => {
  const kept = new Map<string, Response>();
  const cache = {
    match: async (url: URL) => kept.get(url.href)?.clone(),
    put: async (url: URL, response: Response) => void kept.set(url.href, response),
  };
  beforeEach(() => {
    kept.clear();
    vi.stubGlobal('process', undefined);
    vi.stubGlobal('location', { href: 'https://example.org/app/' });
    vi.stubGlobal('caches', { open: async () => cache });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('keeps files in the Cache API', async () => {
    const files = openCache('mnist')!;
    expect(await files.read('a.gz')).toBeUndefined();
    await files.write('a.gz', Uint8Array.of(1, 2, 3));
    expect(await files.read('a.gz')).toEqual(Uint8Array.of(1, 2, 3));
    expect(await openCache('fashion-mnist')!.read('a.gz')).toBeUndefined();
    expect([...kept.keys()]).toEqual(['https://example.org/feedforward/mnist/a.gz']);
  });

  it('does without where there is no room', async () => {
    vi.stubGlobal('caches', {
      open: async () => ({ ...cache, put: () => Promise.reject(new Error('QuotaExceeded')) }),
    });
    const files = openCache('mnist')!;
    await files.write('a.gz', Uint8Array.of(1));
    expect(await files.read('a.gz')).toBeUndefined();
  });

  it('is undefined where there is no Cache API', () => {
    vi.stubGlobal('caches', undefined);
    expect(openCache('mnist')).toBeUndefined();
  });
});
