import { errorCode, type FileSystem, reasonOf } from './file-system.ts';
import { isDead, type ProcessIdentity, thisProcess } from './process-identity.ts';
import { replaceFile } from './write-file-atomically.ts';

const lockPrefix = '.lock-';
/** What the names of files begin with that are still being written. */
export const temporaryPrefix = '.checkpoint-';

/** How often to try if another process is about to take the folder too: both step back, and wait for unlike times. */
const attempts = 3;

/**
 * Takes a folder for this process, until the function that it gives is called. Every process puts down a file of its
 * own first and looks for others' then, so of two that come at once at least one sees the other. Files of processes
 * that are dead do not count and are taken away, and so is what they were writing.
 *
 * @throws Error that names the process which has it.
 */
export async function lockFolder(system: FileSystem, folder: string): Promise<() => Promise<void>> {
  const { fs, path } = system;
  const me = await thisProcess();
  const mine = path.join(folder, lockPrefix + crypto.randomUUID());
  const release = (): Promise<void> => fs.rm(mine, { force: true });
  for (let attempt = 1; ; attempt++) {
    await replaceFile(mine, new TextEncoder().encode(JSON.stringify(me)), temporaryPrefix);
    const other = await findOther(system, folder, path.basename(mine)).catch(async (error: unknown) => {
      await release();
      throw new Error(`Cannot lock folder "${folder}": ${reasonOf(error)}.`, { cause: error });
    });
    if (!other) break;
    await release();
    if (attempt === attempts) throw lockedBy(other, folder, me);
    const [byte] = crypto.getRandomValues(new Uint8Array(1));
    await new Promise((resolve) => setTimeout(resolve, 20 + byte! / 2));
  }
  await removeUnfinished(system, folder);
  return release;
}

interface Holder extends ProcessIdentity {
  readonly file: string;
}

async function findOther({ fs, path }: FileSystem, folder: string, mine: string): Promise<Holder | undefined> {
  for (const file of await fs.readdir(folder)) {
    if (!file.startsWith(lockPrefix) || file === mine) continue;
    const holder = await readHolder(fs, path.join(folder, file));
    if (holder && !(await isDead(holder))) return { ...holder, file };
    await fs.rm(path.join(folder, file), { force: true });
  }
  return undefined;
}

/** Undefined for a lock that was released meanwhile, or is damaged: no process leaves half a one. */
async function readHolder(fs: FileSystem['fs'], path: string): Promise<ProcessIdentity | undefined> {
  try {
    const { pid, host, started }: Partial<ProcessIdentity> = JSON.parse(await fs.readFile(path, 'utf8'));
    return typeof pid === 'number' && typeof host === 'string' && typeof started === 'string'
      ? { pid, host, started }
      : undefined;
  } catch (error) {
    if (errorCode(error) === undefined || errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function lockedBy({ pid, host, file }: Holder, folder: string, me: ProcessIdentity): Error {
  const what = `Cannot save in folder "${folder}": two at once would spoil each other's checkpoints, and`;
  if (host !== me.host) {
    return new Error(
      `${what} process ${pid} on computer "${host}" has it. If you know that one to be dead, delete "${file}" in the folder.`,
    );
  }
  return new Error(
    pid === me.pid
      ? `${what} another store of this process has it. Close that one first.`
      : `${what} process ${pid} has it. Wait for its end, or take another folder.`,
  );
}

/** Takes away what processes were writing when they died. */
async function removeUnfinished({ fs, path }: FileSystem, folder: string): Promise<void> {
  for (const file of await fs.readdir(folder)) {
    if (!file.startsWith(temporaryPrefix)) continue;
    // One that cannot be taken away only takes room.
    await fs.rm(path.join(folder, file), { force: true }).catch(() => {});
  }
}
