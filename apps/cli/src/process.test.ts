import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

const script = fileURLToPath(new URL('../dist/index.js', import.meta.url));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'feedforward-process-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the built program. `watch` is called when the text has come on its standard output. */
function start(argv: readonly string[], text = '', watch: (child: ChildProcess) => void = () => {}) {
  const child = spawn(process.execPath, [script, ...argv], { cwd: folder });
  return new Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }>((resolve) => {
    let [stdout, stderr, seen] = ['', '', false];
    child.stdout.on('data', (data) => {
      stdout += data;
      if (seen || !stdout.includes(text)) return;
      seen = true;
      watch(child);
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

// "npm test" builds before it tests.
describe.skipIf(!existsSync(script))('the built program', () => {
  const long = ['train', 'iris', '--epochs', '1000000', '--fresh', '--model-dir'];

  it('exits with 0, 1 and 2', async () => {
    expect(await start(['--version'])).toMatchObject({ code: 0, stdout: `${packageJson.version}\n` });
    expect(await start(['evaluate', 'nowhere'])).toMatchObject({ code: 1, stdout: '' });
    expect(await start(['train'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('shows in the demo what a network learns from MNIST', async () => {
    const { code, stdout, stderr } = await start(['demo', '--epochs', '1']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [, accuracy] = /On the 10,000 test pictures: ([\d.]+) % right/.exec(stdout) ?? [];
    expect(Number(accuracy)).toBeGreaterThan(85);
    expect(stdout).toMatch(/\n7 {2}\d+\.\d %/);
    const [, next] = /\n {2}node .*index\.js (evaluate .*)\n/.exec(stdout) ?? [];
    expect((await start(next!.split(' '))).stdout).toContain(`accuracy  ${(Number(accuracy) / 100).toFixed(4)}`);
  });

  it('does not overwrite in the demo a model of another seed, nor one of more epochs', async () => {
    expect(await start(['demo', '--seed', '7'])).toMatchObject({ code: 1, stdout: '' });
    await start(['train', 'mnist', '--model-dir', 'feedforward-demo', '--epochs', '2']);
    const longer = await start(['demo', '--epochs', '1']);
    expect(longer.stdout).toContain('has had 2 epochs already.');
    expect(longer.stdout).not.toContain('\nepoch');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('saves what it has on %s, and exits with %i', async (signal, code) => {
    const ended = await start([...long, signal], 'epoch       2/', (child) => child.kill(signal));
    expect(ended).toMatchObject({ code, signal: null });
    expect(ended.stderr).toContain(`The model is saved as it stands in ${signal}/model.safetensors.`);
    expect(await start(['info', signal])).toMatchObject({ code: 0 });
  });

  it('saves what it has when nobody reads its output any more', async () => {
    const ended = await start([...long, 'pipe'], 'epoch       2/', (child) => child.stdout?.destroy());
    expect(ended).toMatchObject({ code: 141, signal: null });
    expect(ended.stderr).toContain('The model is saved as it stands in pipe/model.safetensors.');
  });

  it.skipIf(!existsSync('/dev/full'))('says so when its output cannot be written', async () => {
    const command = `"${process.execPath}" "${script}" iris > /dev/full`;
    const { status, stderr } = spawnSync(command, { shell: true, cwd: folder, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'error: Cannot write the output: ENOSPC: no space left on device, write\n',
    });
  });

  it('ends quietly when nobody reads a result', async () => {
    await start(['train', 'iris', '--epochs', '1', '--model-dir', 'short']);
    const child = spawn(process.execPath, [script, 'predict', 'short', '--rows', '0..9'], { cwd: folder });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
