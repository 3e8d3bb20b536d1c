import { stripVTControlCharacters } from 'node:util';
import type { Absence, Contest, Contestant, Result, Standing } from '../contests/contest.ts';
import { busySeconds } from './busy-seconds.ts';
import { ContestantProcess, Unavailable } from './contestant-process.ts';
import { spreadOf } from './spread.ts';

export interface Pace {
  readonly rounds: number;
  /** How long a contestant computes in a round. */
  readonly milliseconds: number;
}

interface Entrant {
  readonly process: ContestantProcess;
  /** Steps a second, round by round. */
  readonly speeds: number[];
  /** CPU seconds a second, likewise. */
  readonly cores: number[];
}

/**
 * Lets the contestants compute in turns, A B C A B C …, so that whatever else the machine does meets all of them. Only
 * one computes at a time; each has warmed up for as long as a round takes.
 */
export async function runContest(contest: Contest, { rounds, milliseconds }: Pace): Promise<Result> {
  const entrants: Entrant[] = [];
  const absences: Absence[] = [];
  const disturbance: number[] = [];
  const duration = milliseconds * (contest.pace ?? 1);
  try {
    await contest.prepare?.();
    for (const contestant of contest.contestants) {
      await attempt(contestant, absences, async () => {
        const process = await ContestantProcess.start(contestant);
        entrants.push({ process, speeds: [], cores: [] });
        await process.measure(duration);
      });
    }
    for (let round = 0; round < rounds; round++) {
      for (const { process, speeds, cores } of entrants) {
        if (absences.some(({ name }) => name === process.contestant.name)) continue;
        await attempt(process.contestant, absences, async () => {
          const before = busySeconds();
          const { steps, seconds, cpuSeconds } = await process.measure(duration);
          speeds.push(steps / seconds);
          if (cpuSeconds === undefined) return;
          cores.push(cpuSeconds / seconds);
          disturbance.push(Math.max(0, busySeconds() - before - cpuSeconds) / seconds);
        });
      }
    }
  } finally {
    for (const { process } of entrants) await process.end();
  }
  const whole = entrants.filter(({ speeds }) => speeds.length === rounds);
  const versions = whole.flatMap(({ process }) => process.about.versions);
  return { contest, standings: standingsOf(contest, whole), absences, disturbance, versions };
}

async function attempt(contestant: Contestant, absences: Absence[], action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const broken = !(error instanceof Unavailable);
    if (broken) console.error(`${contestant.name}: ${message}`);
    absences.push({ name: contestant.name, reason: gist(message), broken });
  }
}

/** The line of a message that says what went wrong, where it is a runtime's report. */
function gist(message: string): string {
  const lines = stripVTControlCharacters(message).trim().split('\n');
  return lines.find((line) => /^\s*\w*error\b/i.test(line))?.trim() ?? lines[0]!;
}

function standingsOf({ baseline, comparison, unit }: Contest, entrants: readonly Entrant[]): Standing[] {
  const reference = entrants.find(({ process }) => process.contestant.name === baseline)?.speeds;
  return entrants.map(({ process, speeds, cores }) => ({
    name: process.contestant.name,
    notes: process.about.notes ?? [],
    speed: spreadOf(speeds.map(unit.of)),
    cores: cores.length > 0 ? spreadOf(cores).median : undefined,
    ratio: reference && spreadOf(speeds.map((speed, round) => comparison.of(speed, reference[round]!))),
  }));
}
