import { errorCode } from './file-system.ts';

/** What tells a process from all others, those that come after it under the same number included. */
export interface ProcessIdentity {
  readonly pid: number;
  /** The computer's name. */
  readonly host: string;
  /** When it began, as the system tells it: on Linux, the boot and the clock tick. Empty where the system does not. */
  readonly started: string;
}

/** This process. */
export async function thisProcess(): Promise<ProcessIdentity> {
  const { pid } = globalThis.process;
  const host = globalThis.process.getBuiltinModule('node:os').hostname();
  return { pid, host, started: (await startOf(pid)) ?? '' };
}

/** Whether it is known to be dead. Of a process on another computer that is never known. */
export async function isDead({ pid, host, started }: ProcessIdentity): Promise<boolean> {
  if (host !== globalThis.process.getBuiltinModule('node:os').hostname()) return false;
  try {
    globalThis.process.kill(pid, 0); // asks only
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
  return started !== '' && (await startOf(pid)) !== started;
}

/** Undefined for a process that is dead, be it not yet taken off the list; and where there is no /proc. */
async function startOf(pid: number): Promise<string | undefined> {
  const fs = globalThis.process.getBuiltinModule('node:fs/promises');
  try {
    const boot = await fs.readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8');
    // After the program's name, which is in brackets and may hold any: the state is field 3, the start field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return /[ZX]/.test(fields[0]!) ? undefined : `${boot.trim()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}
