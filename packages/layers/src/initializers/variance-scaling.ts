import { sizeOf } from '../shapes.ts';
import type { Initializer } from './initializer.ts';
import { fansOf, makeInitializer } from './make-initializer.ts';

type VarianceRule = (fanIn: number, fanOut: number) => number;

const glorot: VarianceRule = (fanIn, fanOut) => 2 / (fanIn + fanOut);
const he: VarianceRule = (fanIn) => 2 / fanIn;
const lecun: VarianceRule = (fanIn) => 1 / fanIn;

/** The standard deviation of a standard normal distribution cut off at ±2. */
const truncatedDeviation = 0.87962566103423978;

/** Uniform within ±√(3 · variance), a distribution of that variance. */
function uniformOf(type: string, variance: VarianceRule): Initializer {
  return makeInitializer({ type }, (shape, random) => {
    const { fanIn, fanOut } = fansOf(type, shape);
    const limit = Math.sqrt(3 * variance(fanIn, fanOut));
    return random.uniform(-limit, limit, sizeOf(shape));
  });
}

/** Truncated normal, drawn wider so that what is left has that variance, as TensorFlow's `VarianceScaling`. */
function normalOf(type: string, variance: VarianceRule): Initializer {
  return makeInitializer({ type }, (shape, random) => {
    const { fanIn, fanOut } = fansOf(type, shape);
    const standardDeviation = Math.sqrt(variance(fanIn, fanOut)) / truncatedDeviation;
    return random.truncatedNormal(0, standardDeviation, sizeOf(shape));
  });
}

/** Uniform within ±√(6 / (inputs + outputs)) (Glorot and Bengio 2010). For kernels. */
export function glorotUniform(): Initializer {
  return uniformOf('glorotUniform', glorot);
}

/** Truncated normal with variance 2 / (inputs + outputs) (Glorot and Bengio 2010). For kernels. */
export function glorotNormal(): Initializer {
  return normalOf('glorotNormal', glorot);
}

/** Uniform within ±√(6 / inputs) (He et al. 2015). For kernels, before ReLU and its kin. */
export function heUniform(): Initializer {
  return uniformOf('heUniform', he);
}

/** Truncated normal with variance 2 / inputs (He et al. 2015). For kernels, before ReLU and its kin. */
export function heNormal(): Initializer {
  return normalOf('heNormal', he);
}

/** Uniform within ±√(3 / inputs) (LeCun et al. 1998). For kernels, before SELU. */
export function lecunUniform(): Initializer {
  return uniformOf('lecunUniform', lecun);
}

/** Truncated normal with variance 1 / inputs (LeCun et al. 1998). For kernels, before SELU. */
export function lecunNormal(): Initializer {
  return normalOf('lecunNormal', lecun);
}

/**
 * A normal distribution of standard deviation 2/√(inputs + outputs), cut off at two of them: He's variance over the
 * mean of both fans. It is how *Hands-On Machine Learning* (1st edition, chapter 10) fills the kernels of its
 * `neuron_layer`; unlike {@link heNormal}, what is cut off is not made up for. For kernels.
 */
export function heFanAverage(): Initializer {
  return makeInitializer({ type: 'heFanAverage' }, (shape, random) => {
    const { fanIn, fanOut } = fansOf('heFanAverage', shape);
    return random.truncatedNormal(0, 2 / Math.sqrt(fanIn + fanOut), sizeOf(shape));
  });
}
