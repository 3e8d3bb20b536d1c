import {
  type ActivationName,
  activationNames,
  dense,
  dropout,
  type Layer,
  type Model,
  sequential,
} from '@feedforward/layers';
import { knownName } from '../options/known-name.ts';
import type { Experiment } from './experiment.ts';

/** What a network is made of. */
export type NetworkOptions = Pick<Experiment, 'hidden' | 'activation' | 'dropout'>;

/**
 * Hidden layers `hidden1`, `hidden2`, …, each followed by dropout if there is any, and a linear one `outputs`.
 * @throws UsageError for an activation that is not known.
 */
export function makeNetwork(options: NetworkOptions, inputs: number, outputs: number): Model {
  const activation = activationNamed(options.activation);
  const hidden = options.hidden.flatMap((units, i): Layer[] => [
    dense(units, { name: `hidden${i + 1}`, activation }),
    ...(options.dropout > 0 ? [dropout(options.dropout, { name: `dropout${i + 1}` })] : []),
  ]);
  return sequential([...hidden, dense(outputs, { name: 'outputs' })], { inputShape: [inputs] });
}

export const activationNamed = (name: string): ActivationName => knownName('activation', name, activationNames);
