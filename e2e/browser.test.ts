import { createReadStream, existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { describe, expect, inject, it, onTestFinished } from 'vitest';

const project = inject('project');
const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Bundles the page with the packages as a user's build would: no plugin, no path, no special settings. */
async function bundle(): Promise<string> {
  const outfile = join(project, 'bundle.js');
  await copyFile(fileURLToPath(new URL('browser/page.ts', import.meta.url)), join(project, 'page.ts'));
  await build({
    absWorkingDir: project,
    entryPoints: ['page.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    logLevel: 'error',
  });
  return outfile;
}

/** Serves, with these headers, an empty page with the bundle on it, and the files of the mnist package under /data/. */
async function serve(bundleFile: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const data = join(project, 'node_modules/@feedforward/mnist/data');
  const server = createServer(({ url = '/' }, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const file = url === '/bundle.js' ? bundleFile : join(data, basename(url));
    if (url === '/') {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><script type="module" src="/bundle.js"></script>');
    } else if (existsSync(file)) {
      response.setHeader('content-type', file.endsWith('.js') ? 'text/javascript' : 'application/octet-stream');
      createReadStream(file).pipe(response);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** What a page must say to be isolated from other origins, without which it may not share memory with workers. */
const isolation = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/** Opens the page and gives what it found out. */
async function visit(headers: Readonly<Record<string, string>> = {}): Promise<Awaited<typeof globalThis.results>> {
  const address = await serve(await bundle(), headers);
  const browser = await chromium.launch({ executablePath: browserPath!, args: browserArgs });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(address);
  await page.waitForFunction('globalThis.results !== undefined').catch(() => errors.push('the page did not start'));
  expect(errors).toEqual([]);
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
