import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** `AMD EPYC, 2 cores, 24 GiB of memory, Debian GNU/Linux 12, Linux 6.1`. */
export function describeMachine(): string {
  const cores = availableParallelism();
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    cpus()[0]?.model.trim() ?? process.arch,
    `${cores} core${cores === 1 ? '' : 's'}`,
    `${memory} GiB of memory`,
    ...distribution(),
    `${type()} ${release()}`,
  ].join(', ');
}

function distribution(): string[] {
  const file = '/etc/os-release';
  const name = existsSync(file) ? /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  return name ? [name] : [];
}
