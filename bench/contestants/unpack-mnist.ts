// The least that loading MNIST can be: its four files read and unpacked.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { files } from '@feedforward/mnist';
import { repeat } from './repeat.ts';
import { serve } from './serve.ts';
import { versionsOf } from './versions.ts';

const run = repeat(() => {
  for (const file of Object.values(files)) gunzipSync(readFileSync(file));
});
await serve(run, { versions: versionsOf() });
