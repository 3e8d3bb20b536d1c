import {
  type Optimizer,
  type OptimizerName,
  optimizerNamed,
  type Schedule,
  withLearningRate,
} from '@feedforward/training';

/** TensorFlow's names for them. */
export type TensorFlowOptimizerName = 'Adagrad' | 'Adam' | 'Ftrl' | 'RMSProp' | 'SGD';

/**
 * An optimizer; or its name, of which TensorFlow's stand for the constants that it has in TensorFlow 1; or a function of
 * the step, counted from 0: then the learning rate may change with the step, and all else must not.
 */
export type OptimizerChoice = OptimizerName | TensorFlowOptimizerName | Optimizer | ((step: number) => Optimizer);

/** @param learningRate That of an optimizer which is given by name. @throws RangeError for an unknown name. */
export function optimizerOf(choice: OptimizerChoice, learningRate: number): Optimizer {
  if (typeof choice === 'string') return optimizerNamed(choice, { learningRate });
  if (typeof choice !== 'function') return choice;
  const schedule: Schedule = (step) => {
    const { learningRate: rate } = choice(step);
    return typeof rate === 'number' ? rate : rate(step);
  };
  return withLearningRate(choice(0), schedule);
}
