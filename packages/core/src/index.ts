export type { Backend } from './backend.ts';
export type { KernelSettings } from './kernels/start-kernels.ts';
export { ready } from './ready.ts';
