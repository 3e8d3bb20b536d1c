import { availableParallelism } from 'node:os';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { browserPath, openPage } from './browser/open-page.ts';

/** What a page must say to be isolated from other origins, without which it may not share memory with workers. */
const isolation = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/** Opens the page and gives what it found out. */
async function visit(headers: Readonly<Record<string, string>> = {}): Promise<Awaited<typeof globalThis.results>> {
  const script = new URL('browser/page.ts', import.meta.url);
  const { page, close } = await openPage(inject('project'), script, 'globalThis.results !== undefined', headers);
  onTestFinished(close);
  return page.evaluate(() => globalThis.results);
}

describe.skipIf(!browserPath)('in Chromium', () => {
  it('a bundled page trains on iris and on MNIST, on one thread', async () => {
    const { threads, iris, mnist } = await visit();
    expect(threads).toBe(1);
    expect(iris).toBeGreaterThanOrEqual(0.9);
    expect(mnist).toBeGreaterThanOrEqual(0.8);
  });

  it('an isolated page does so on several, with the same results', async () => {
    const [alone, together] = [await visit(), await visit(isolation)];
    expect(together.threads).toBe(Math.min(availableParallelism(), 8));
    expect({ ...together, threads: 1 }).toEqual(alone);
  });
});
