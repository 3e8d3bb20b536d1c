import { defineConfig } from 'tsup';
import { library } from '../../tsup.library.ts';

/** As the libraries are built, but for its one entry, which is a program for Node. */
export default defineConfig({ ...library, entry: ['src/index.ts'], platform: 'node', dts: false });
