import { spawn } from 'node:child_process';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { node24 } from './runtimes.ts';

const project = inject('project');
const script = fileURLToPath(new URL('estimator/train.ts', import.meta.url));
const kills = Number(process.env.ESTIMATOR_KILLS ?? 8);

/** Starts the script and kills it some while after its first step was saved: that step. */
async function killedRun(modelDir: string, milliseconds: number): Promise<number> {
  const child = spawn(process.execPath, ['train-estimator.ts', modelDir, '1000000'], { cwd: project });
  let [output, errors] = ['', ''];
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const step = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      output += text;
      const found = /first step (\d+)\n/.exec(output);
      if (found) resolve(Number(found[1]));
    });
    child.on('exit', () => reject(new Error(`It ended before its first step: ${errors}`)));
  });
  await setTimeout(milliseconds);
  child.kill('SIGKILL');
  await ended;
  return step;
}

describe('a DNNClassifier that is killed, again and again', () => {
  it('goes on from its newest checkpoint each time, and comes to its end', async () => {
    await copyFile(script, join(project, 'train-estimator.ts'));
    const modelDir = join(project, 'killed-estimator');
    await rm(modelDir, { recursive: true, force: true });
    let before = 0;
    for (let kill = 0; kill < kills; kill++) {
      const step = await killedRun(modelDir, 37 * (kill + 1)); // at another moment each time, in a save or between
      expect(step).toBeGreaterThan(before);
      before = step;
    }
    const { stdout } = await node24.run('train-estimator.ts', { cwd: project }, [modelDir, String(before + 2000)]);
    expect(stdout).toContain(`globalStep ${before + 2000}\n`);
    expect(Number(/accuracy (\S+)/.exec(stdout)?.[1])).toBeGreaterThan(0.9);
  });
});
