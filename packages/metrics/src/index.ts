export type { Accumulator, Metric } from './metric.ts';
