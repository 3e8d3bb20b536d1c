// Holds the contests and prints how they ended; see README.md.
import type { Result } from './contests/contest.ts';
import { contests } from './contests/index.ts';
import { type Options, readOptions } from './options.ts';
import { contestSection } from './report/contest-section.ts';
import { heading } from './report/heading.ts';
import { writePage } from './report/page.ts';
import { runContest } from './running/run-contest.ts';

function optionsOrExit(): Options {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

const options = optionsOrExit();
const chosen = contests.filter(({ id }) => options.only.test(id));
if (chosen.length === 0) {
  console.error(`No contest matches ${options.only}. They are: ${contests.map(({ id }) => id).join(', ')}.`);
  process.exit(1);
}

const results: Result[] = [];
for (const contest of chosen) {
  console.error(`${contest.id} (${results.length + 1} of ${chosen.length}) …`);
  const result = await runContest(contest, options);
  results.push(result);
  console.log(`${contestSection(result)}\n`);
}
console.log(heading(results, options));
if (options.write) writePage(results, heading(results, options));
if (results.some(({ absences }) => absences.some(({ broken }) => broken))) process.exitCode = 1;
