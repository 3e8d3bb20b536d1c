import { codes } from '@feedforward/core/kernels';
import type { OptimizerConfig } from '../../optimizers/optimizer.ts';
import type { StepOptions } from '../engine.ts';

/** An optimizer as the kernels know it. */
export interface OptimizerCode {
  readonly code: number;
  /** Its slots by name, in the kernels' order, with what they begin at. */
  readonly slots: Readonly<Record<string, number>>;
  /** The floats that the kernels' rule takes in a step: the rate first. */
  settings(step: Pick<StepOptions, 'learningRate' | 'iteration'>): number[];
}

/** The kernels' form of an optimizer of this library; undefined for another. */
export function optimizerCode(config: OptimizerConfig | undefined): OptimizerCode | undefined {
  if (!config) return undefined;
  const option = (name: string): number => Number(config[name] ?? 0);
  switch (config.type) {
    case 'gradientDescent':
      return { code: codes.gradientDescent, slots: {}, settings: ({ learningRate }) => [learningRate] };
    case 'momentum':
    case 'nesterov':
      return {
        code: codes[config.type],
        slots: { velocity: 0 },
        settings: ({ learningRate }) => [learningRate, option('momentum')],
      };
    case 'adagrad':
      return {
        code: codes.adagrad,
        slots: { accumulator: option('initialAccumulator') },
        settings: ({ learningRate }) => [learningRate],
      };
    case 'rmsprop': {
      const rho = option('rho');
      return {
        code: codes.rmsprop,
        slots: { meanSquare: option('initialMeanSquare') },
        settings: ({ learningRate }) => [learningRate, rho, 1 - rho, option('epsilon')],
      };
    }
    case 'adam':
    case 'adamw': {
      const [beta1, beta2] = [option('beta1'), option('beta2')];
      return {
        code: codes.adam,
        slots: { m: 0, v: 0 },
        settings: ({ learningRate, iteration }) => [
          (learningRate * Math.sqrt(1 - beta2 ** iteration)) / (1 - beta1 ** iteration),
          ...[beta1, 1 - beta1, beta2, 1 - beta2, option('epsilon')],
          1 - learningRate * option('weightDecay'),
        ],
      };
    }
    default:
      return undefined;
  }
}
