export type { ChoiceOptions } from './choice.ts';
export { RandomState, type RandomStateValue } from './random-state.ts';
