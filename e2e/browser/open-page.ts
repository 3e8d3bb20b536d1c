import { createReadStream, existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';

/** Undefined where no browser is installed. */
export const browserPath: string | undefined = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find(existsSync);
const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Bundles a page with the packages as a user's build would: no plugin, no path, no special settings. */
async function bundle(project: string, source: URL): Promise<string> {
  const script = basename(source.pathname);
  const outfile = join(project, `bundle-${script}.js`);
  await copyFile(fileURLToPath(source), join(project, script));
  await build({
    absWorkingDir: project,
    entryPoints: [script],
    outfile,
    bundle: true,
    format: 'esm',
    logLevel: 'error',
  });
  return outfile;
}

/** Serves, with these headers, an empty page with the bundle on it, and the files of the mnist package under /data/. */
async function serve(
  project: string,
  bundleFile: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ address: string; server: Server }> {
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
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

/** A page in a browser of its own. */
export interface OpenPage {
  readonly page: Page;
  close(): Promise<void>;
}

/**
 * Opens a page that runs a script, bundled with the packages that are installed in `project`.
 * @param ready What is true in the page when the script has run.
 */
export async function openPage(
  project: string,
  script: URL,
  ready: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<OpenPage> {
  const { address, server } = await serve(project, await bundle(project, script), headers);
  const browser = await chromium.launch({ executablePath: browserPath!, args: browserArgs });
  const close = async (): Promise<void> => {
    await browser.close();
    server.close();
  };
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(address);
  await page.waitForFunction(ready).catch(() => errors.push('the page did not start'));
  if (errors.length === 0) return { page, close };
  await close();
  throw new Error(`Cannot open ${basename(script.pathname)} in a browser: ${errors.join('; ')}.`);
}
