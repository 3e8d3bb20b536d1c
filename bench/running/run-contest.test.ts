import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Contest, Contestant } from '../contests/contest.ts';
import { relativeTo, stepsPerSecond } from '../contests/units.ts';
import { runContest } from './run-contest.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feedforward-bench-'));
});
afterEach(() => rm(folder, { recursive: true }));

const script = (name: string, source: string): Contestant => ({
  name,
  command: process.execPath,
  args: ['--eval', source],
});

/** Takes these numbers of steps in a second, one after another, and writes its name down at each turn. */
const contestant = (name: string, ...steps: number[]): Contestant =>
  script(
    name,
    `console.log('A library says hello.');
     console.log(JSON.stringify({ about: { versions: ['${name} 1'], notes: ['fine'] } }));
     const steps = ${JSON.stringify(steps)};
     process.stdin.on('data', () => {
       require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'turns'))}, '${name}');
       console.log(JSON.stringify({ steps: steps.shift() ?? 1, seconds: 2, cpuSeconds: 3 }));
     });`,
  );

const contest = (...contestants: Contestant[]): Contest => ({
  id: 'test',
  title: 'Test',
  text: '',
  contestants,
  baseline: 'A',
  unit: stepsPerSecond,
  comparison: relativeTo('A'),
});

const pace = { rounds: 3, milliseconds: 1 };

describe('runContest', () => {
  it('lets each warm up, then all of them in turns', async () => {
    await runContest(contest(contestant('A'), contestant('B')), pace);
    expect(await readFile(join(folder, 'turns'), 'utf8')).toBe('ABABABAB');
  });

  it('compares within the rounds, leaving the warm-up out', async () => {
    const { standings, absences, versions } = await runContest(
      contest(contestant('A', 1, 10, 20, 40), contestant('B', 1, 20, 60, 40)),
      pace,
    );
    expect(absences).toEqual([]);
    expect(versions).toEqual(['A 1', 'B 1']);
    expect(standings[0]).toMatchObject({ name: 'A', ratio: { median: 1, min: 1, max: 1 } });
    expect(standings[1]).toEqual({
      name: 'B',
      notes: ['fine'],
      speed: { median: 20, min: 10, max: 30 },
      cores: 1.5,
      ratio: { median: 2, min: 1, max: 3 },
    });
  });

  it('goes on without those that are not here, or say that they cannot, or break', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const missing = { name: 'missing', command: '/nowhere/at/all', args: [] };
    const unable = script('unable', `console.log('{"unavailable":"no such thing"}')`);
    const broken = script('broken', 'throw new RangeError("so it is")');
    const { standings, absences } = await runContest(
      contest(contestant('A', 1, 1, 1, 1), missing, unable, broken),
      pace,
    );
    expect(standings.map(({ name }) => name)).toEqual(['A']);
    expect(absences).toEqual([
      { name: 'missing', reason: 'there is no /nowhere/at/all here', broken: false },
      { name: 'unable', reason: 'no such thing', broken: false },
      { name: 'broken', reason: 'RangeError: so it is', broken: true },
    ]);
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });
});
