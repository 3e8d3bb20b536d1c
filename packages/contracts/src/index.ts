export { expectClose, type Tolerance } from './close.ts';
