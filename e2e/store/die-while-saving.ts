// Goes on from the newest checkpoint in ./run, says its step, saves two more, and dies with the store open.
import { CheckpointStore, folderStorage } from '@feedforward/checkpoint';

const store = await CheckpointStore.open(folderStorage('run'), { keepCheckpointMax: 2 });
const step = (await store.restore())?.step ?? 0;
for (const next of [step + 1, step + 2]) {
  const data = Float32Array.of(next);
  await store.save(next, { tensors: [['w', { dtype: 'float32', shape: [1], data }]] });
}
const second = await CheckpointStore.open(folderStorage('run')).then(
  () => 'opened',
  (error: unknown) => (String(error).includes('another store of this process has it') ? 'refused' : String(error)),
);
const steps = (await store.list()).map((entry) => entry.step).join(',');
console.log(JSON.stringify({ from: step, steps, second }));
process.kill(process.pid, 'SIGKILL');
