import type { Schedule } from './schedule.ts';

/** A schedule from its rule, carrying what it was made of. */
function schedule(type: string, options: object, rule: (step: number) => number): Schedule {
  return Object.assign(rule, { config: { type, ...options } });
}

function checkPositive(what: string, value: number): void {
  if (!(value > 0))
    throw new RangeError(`Cannot make a learning-rate schedule: ${what} must be above 0, it is ${value}.`);
}

/** The same learning rate at every step. */
export function constantRate(learningRate: number): Schedule {
  return schedule('constant', { learningRate }, () => learningRate);
}

/** What {@link stepDecay} takes. */
export interface StepDecayOptions {
  readonly learningRate: number;
  /** What the rate is multiplied by each time. Default 0.5. */
  readonly factor?: number;
  /** After how many steps, each time. */
  readonly every: number;
}

/** rate · factor^⌊step / every⌋ */
export function stepDecay({ learningRate, factor = 0.5, every }: StepDecayOptions): Schedule {
  checkPositive('every', every);
  return schedule('step', { learningRate, factor, every }, (step) => learningRate * factor ** Math.floor(step / every));
}

/** What {@link piecewiseConstant} takes. */
export interface PiecewiseConstantOptions {
  /** The last step of each piece but the last, ascending. */
  readonly boundaries: readonly number[];
  /** The pieces' rates: one more than boundaries. */
  readonly values: readonly number[];
}

/** values[i] up to and including step boundaries[i], the last value after them: TensorFlow's `piecewise_constant`. */
export function piecewiseConstant({ boundaries, values }: PiecewiseConstantOptions): Schedule {
  if (values.length !== boundaries.length + 1) {
    throw new RangeError(
      `Cannot make a piecewise learning rate: ${boundaries.length} boundaries take ${boundaries.length + 1} values, found ${values.length}.`,
    );
  }
  if (!boundaries.every((boundary, i) => i === 0 || boundary > boundaries[i - 1]!)) {
    throw new RangeError(
      `Cannot make a piecewise learning rate: its boundaries must ascend, they are ${boundaries.join(', ')}.`,
    );
  }
  return schedule('piecewiseConstant', { boundaries, values }, (step) => {
    const piece = boundaries.findIndex((boundary) => step <= boundary);
    return values[piece < 0 ? boundaries.length : piece]!;
  });
}

/** What {@link exponentialDecay} and {@link inverseTimeDecay} take. */
export interface DecayOptions {
  readonly learningRate: number;
  readonly decaySteps: number;
  readonly decayRate: number;
  /** Whether the rate changes only at every multiple of `decaySteps`. Default false. */
  readonly staircase?: boolean;
}

/** rate · decayRate^(step / decaySteps): TensorFlow's `exponential_decay`. */
export function exponentialDecay({ learningRate, decaySteps, decayRate, staircase = false }: DecayOptions): Schedule {
  checkPositive('decaySteps', decaySteps);
  return schedule('exponential', { learningRate, decaySteps, decayRate, staircase }, (step) => {
    const periods = step / decaySteps;
    return learningRate * decayRate ** (staircase ? Math.floor(periods) : periods);
  });
}

/** rate / (1 + decayRate · step / decaySteps): TensorFlow's `inverse_time_decay`. */
export function inverseTimeDecay({ learningRate, decaySteps, decayRate, staircase = false }: DecayOptions): Schedule {
  checkPositive('decaySteps', decaySteps);
  return schedule('inverseTime', { learningRate, decaySteps, decayRate, staircase }, (step) => {
    const periods = step / decaySteps;
    return learningRate / (1 + decayRate * (staircase ? Math.floor(periods) : periods));
  });
}

/** What {@link polynomialDecay} takes. */
export interface PolynomialDecayOptions {
  readonly learningRate: number;
  readonly decaySteps: number;
  /** The rate at the end. Default 0.0001. */
  readonly endLearningRate?: number;
  /** Default 1: a straight line. */
  readonly power?: number;
}

/** (rate − end) · (1 − step / decaySteps)^power + end, and the end from there: TensorFlow's `polynomial_decay`. */
export function polynomialDecay(options: PolynomialDecayOptions): Schedule {
  const { learningRate, decaySteps, endLearningRate = 0.0001, power = 1 } = options;
  checkPositive('decaySteps', decaySteps);
  return schedule('polynomial', { learningRate, decaySteps, endLearningRate, power }, (step) => {
    const left = 1 - Math.min(step, decaySteps) / decaySteps;
    return (learningRate - endLearningRate) * left ** power + endLearningRate;
  });
}

/** What {@link cosineDecay} takes. */
export interface CosineDecayOptions {
  readonly learningRate: number;
  readonly decaySteps: number;
  /** The share of the rate that is left at the end. Default 0. */
  readonly alpha?: number;
}

/** Half a cosine from the rate down to alpha · rate (Loshchilov and Hutter 2016): Keras's `CosineDecay`. */
export function cosineDecay({ learningRate, decaySteps, alpha = 0 }: CosineDecayOptions): Schedule {
  checkPositive('decaySteps', decaySteps);
  return schedule('cosine', { learningRate, decaySteps, alpha }, (step) => {
    const cosine = 0.5 * (1 + Math.cos((Math.PI * Math.min(step, decaySteps)) / decaySteps));
    return learningRate * ((1 - alpha) * cosine + alpha);
  });
}
