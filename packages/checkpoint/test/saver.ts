// Run as a process of its own by processes.test.ts: `saver.ts <folder> <what to do>`.
import { folderStorage } from '../src/files/folder-storage.ts';
import { CheckpointStore } from '../src/store/checkpoint-store.ts';

const [, , folder = '', task] = process.argv;
const store = await CheckpointStore.open(folderStorage(folder), { keepCheckpointMax: 2 });

if (task === 'hold') {
  console.log('open');
  await new Promise((resolve) => process.stdin.once('data', resolve));
} else {
  // Saves larger and larger checkpoints until one does not fit; then whatever was saved last must be whole.
  let error: unknown;
  let step = 0;
  while (error === undefined && step < 100) {
    step++;
    const data = new Float32Array(step * 1000).fill(step);
    await store.save(step, { tensors: [['w', { dtype: 'float32', shape: [data.length], data }]] }).catch((reason) => {
      error = reason;
    });
  }
  const restored = await store.restore();
  const data = restored?.tensors.get('w')?.data ?? [];
  const isWhole = data.length === (restored?.step ?? 0) * 1000 && data.every((value) => value === restored?.step);
  console.log(JSON.stringify({ step, error: String(error), restored: restored?.step, isWhole }));
}
await store.close();
