// `loadMnist()`: the files of @feedforward/mnist read, unpacked, checked and parsed.
import { loadMnist } from '@feedforward/datasets';
import { repeatAsync } from './repeat.ts';
import { serve } from './serve.ts';
import { versionsOf } from './versions.ts';

await serve(
  repeatAsync(() => loadMnist()),
  { versions: versionsOf() },
);
