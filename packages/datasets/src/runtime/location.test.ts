import { describe, expect, it, vi } from 'vitest';
import { locate } from './location.ts';

describe('locate', () => {
  it.each([
    ['./mnist', './mnist/a.gz'],
    ['/data/mnist/', '/data/mnist//a.gz'],
    ['C:\\data', 'C:\\data/a.gz'],
    ['https://example.org/mnist', 'https://example.org/mnist/a.gz'],
    ['https://example.org/mnist/?token=1', 'https://example.org/mnist/a.gz?token=1'],
    ['file:///data', 'file:///data/a.gz'],
    [new URL('https://example.org/mnist'), 'https://example.org/mnist/a.gz'],
  ])('finds a file in %s', (folder, location) => {
    expect(`${locate(folder, 'a.gz')}`).toBe(location);
  });

  it('leaves the URL it was given as it was', () => {
    const url = new URL('https://example.org/mnist');
    locate(url, 'a.gz');
    expect(url.href).toBe('https://example.org/mnist');
  });

  it('goes from the page where there is no file system', () => {
    vi.stubGlobal('process', undefined);
    vi.stubGlobal('location', { href: 'https://example.org/app/index.html' });
    try {
      expect(`${locate('mnist', 'a.gz')}`).toBe('https://example.org/app/mnist/a.gz');
      expect(`${locate('/mnist/', 'a.gz')}`).toBe('https://example.org/mnist/a.gz');
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
