export type { Loss, LossConfig, Reduction } from './loss.ts';
