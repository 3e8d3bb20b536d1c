import type { Result } from '../contests/contest.ts';

/** What contestants say of themselves, and why some are missing: a list, in which each thing is said once. */
export function remarks(results: readonly Result[]): string {
  const speakers = new Map<string, Set<string>>();
  const say = (name: string, remark: string): void => {
    speakers.set(remark, (speakers.get(remark) ?? new Set()).add(name));
  };
  for (const { standings, absences } of results) {
    for (const { name, notes } of standings) for (const note of notes) say(name, note);
    for (const { name, reason, broken } of absences) say(name, `${broken ? 'failed' : 'not measured'}: ${reason}`);
  }
  return Array.from(speakers, ([remark, names]) => `- ${[...names].join('; ')}: ${remark}`).join('\n');
}
