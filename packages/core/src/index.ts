export type { Backend } from './backend.ts';
export { ready } from './ready.ts';
