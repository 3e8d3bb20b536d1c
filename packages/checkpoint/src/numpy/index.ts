export { decodeNpy, type NpyReadOptions } from './decode-npy.ts';
export { decodeNpz, type NpzReadOptions } from './decode-npz.ts';
export { encodeNpy } from './encode-npy.ts';
export { encodeNpz, type NpzWriteOptions } from './encode-npz.ts';
export { readNpy, readNpz, writeNpy, writeNpz } from './numpy-files.ts';
