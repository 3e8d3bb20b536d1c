export type { Optimizer, OptimizerConfig, ParameterUpdate, Slots } from './optimizers/optimizer.ts';
export type { LearningRate, Schedule } from './schedules/schedule.ts';
