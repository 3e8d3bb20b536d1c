import type { Result } from '../contests/contest.ts';
import type { Pace } from '../running/run-contest.ts';
import { spreadOf } from '../running/spread.ts';
import { describeMachine } from './machine.ts';

/** Where, how and with what it was measured. */
export function heading(results: readonly Result[], { rounds, milliseconds }: Pace): string {
  const versions = new Set(results.flatMap((result) => result.versions));
  const listed = [...versions].toSorted((a, b) => a.localeCompare(b)).join(', ');
  const turns = `${rounds} ${rounds === 1 ? 'round' : 'rounds'} of ${milliseconds / 1000} seconds a contestant`;
  return `Measured on ${describeMachine()}, in ${turns}, with ${listed}.${disturbanceOf(results)}`;
}

/** What else the machine did meanwhile. */
function disturbanceOf(results: readonly Result[]): string {
  const turns = results.flatMap(({ disturbance }) => disturbance);
  if (turns.length === 0) return '';
  const { median, max } = spreadOf(turns);
  return ` Other programs kept ${median.toFixed(2)} cores busy in the median turn, ${max.toFixed(2)} at most.`;
}
