import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Contestant } from '../contests/contest.ts';
import type { About, Answer, Measurement } from './protocol.ts';

/** Why a contestant cannot compete here, though nothing is broken: something is not installed, or cannot be had. */
export class Unavailable extends Error {}

/** How long a contestant may take beyond what it was asked for, in milliseconds. */
const patience = 120_000;

/** A contestant's process. It computes while `measure` is awaited, and at no other time. */
export class ContestantProcess {
  readonly contestant: Contestant;
  readonly about: About;
  readonly #parts: Parts;

  private constructor(contestant: Contestant, about: About, parts: Parts) {
    this.contestant = contestant;
    this.about = about;
    this.#parts = parts;
  }

  /** @throws Unavailable, or an Error that holds the last of what the process said. */
  static async start(contestant: Contestant): Promise<ContestantProcess> {
    const parts = launch(contestant);
    const answer = await nextAnswer(parts, patience);
    if ('unavailable' in answer) throw new Unavailable(answer.unavailable);
    if (!('about' in answer)) throw new Error('It measured before it was asked to.');
    return new ContestantProcess(contestant, answer.about, parts);
  }

  async measure(milliseconds: number): Promise<Measurement> {
    this.#parts.child.stdin.write(`${milliseconds}\n`);
    const answer = await nextAnswer(this.#parts, milliseconds + patience);
    if (!('steps' in answer)) throw new Error('It was asked to measure, and did not.');
    return answer;
  }

  async end(): Promise<void> {
    const { child } = this.#parts;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.stdin.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(timer);
  }
}

interface Parts {
  readonly child: ChildProcessWithoutNullStreams;
  readonly answers: AsyncIterator<string>;
  readonly errors: string[];
}

function launch({ command, args, env }: Contestant): Parts {
  const child = spawn(command, args, { env: { ...process.env, ...env } });
  const errors: string[] = [];
  child.on('error', (error) => errors.push(error.message));
  child.stdin.on('error', () => {}); // that it is gone shows in its answers
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  return { child, answers: createInterface({ input: child.stdout })[Symbol.asyncIterator](), errors };
}

/** The next line that is one of ours: libraries print, too. */
async function nextAnswer({ child, answers, errors }: Parts, milliseconds: number): Promise<Answer> {
  const timer = setTimeout(() => {
    errors.push(`It took longer than ${milliseconds / 1000} seconds, and was ended.`);
    child.kill('SIGKILL');
  }, milliseconds);
  try {
    for (let line = await answers.next(); !line.done; line = await answers.next()) {
      if (line.value.startsWith('{')) return JSON.parse(line.value);
    }
  } finally {
    clearTimeout(timer);
  }
  if (child.pid === undefined) throw new Unavailable(`there is no ${child.spawnfile} here`);
  throw new Error(`It ended before it answered. ${errors.join('').trim().slice(-2000)}`);
}
