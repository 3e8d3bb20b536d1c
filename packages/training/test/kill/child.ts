// A process that trains, to be killed: it waits for its orders, goes on from what is in the folder, and leaves its
// last state in `final.safetensors` there.
import { type FileHandle, default as fs } from 'node:fs/promises';
import { join } from 'node:path';
import { CheckpointStore, folderStorage, safetensorsFormat } from '@feedforward/checkpoint';
import { tensorFlowFormat } from '@feedforward/checkpoint/tensorflow';
import { restoreCheckpoint, saveCheckpoints } from '../../src/index.ts';
import { makeTrainer, train } from './run.ts';

/** What the test orders. */
export interface Orders {
  readonly folder: string;
  readonly optimizer: string;
  /** What checkpoints are saved as. */
  readonly format: 'safetensors' | 'tensorflow';
  /** The call to the file system, counted from 1, at which the process kills itself; 0 for none. */
  readonly killAt: number;
}

process.once('message', (orders: Orders) => void obey(orders));
process.send?.('ready');

async function obey({ folder, optimizer, format, killAt }: Orders): Promise<void> {
  if (killAt > 0) dieAt(killAt);
  const store = await CheckpointStore.open(folderStorage(join(folder, 'checkpoints')), {
    keepCheckpointMax: 2,
    formats: [format === 'tensorflow' ? tensorFlowFormat : safetensorsFormat],
    onDamaged: ({ message }) => {
      throw new Error(message); // a kill damages nothing
    },
  });
  const trainer = makeTrainer(optimizer);
  await restoreCheckpoint(trainer, store);
  await train(trainer, [saveCheckpoints(store, { everySteps: 3 })]);
  await store.close();
  await trainer.save(join(folder, 'final.safetensors'));
  process.exit(0);
}

/** Kills this process in the nth call that changes the disk; a file that is being written is then half there. */
function dieAt(nth: number): void {
  let calls = 0;
  const count = (): boolean => ++calls === nth;
  const die = (): void => {
    process.kill(process.pid, 'SIGKILL');
  };
  const { open, rename, rm } = fs;
  fs.open = async (...parameters) => {
    if (count()) die();
    const handle: FileHandle = await open(...parameters);
    const { writeFile, sync } = handle;
    handle.writeFile = async (data, options) => {
      if (count() && data instanceof Uint8Array) {
        await writeFile.call(handle, data.subarray(0, data.length / 2), options);
        die();
      }
      await writeFile.call(handle, data, options);
    };
    handle.sync = async () => {
      if (count()) die();
      await sync.call(handle);
    };
    return handle;
  };
  fs.rename = async (from, to) => {
    if (count()) die();
    await rename(from, to);
  };
  fs.rm = async (path, options) => {
    if (count()) die();
    await rm(path, options);
  };
}
