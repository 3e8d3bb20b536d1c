import { RandomState } from '@feedforward/random';
import { expandClassWeight } from './class-weights.ts';
import type { FeatureRows } from './feature-rows.ts';
import type { Fitted } from './fitted.ts';
import type { Label } from './labels.ts';
import type { PerceptronOptions } from './options.ts';
import { trainBinary } from './train-binary.ts';
import { holdOut, type Validation } from './validation.ts';

/** scikit-learn's bound for the seeds that it draws. */
const seedBound = 2 ** 31 - 1;

/** What {@link trainClasses} learns from. */
export interface ClassesTask<L extends Label> {
  readonly rows: FeatureRows;
  /** Of each row, among the classes. */
  readonly labels: ArrayLike<L>;
  /** Of each row. */
  readonly sampleWeight: Float64Array;
  readonly from: Fitted<L>;
  readonly maxIter: number;
}

/** Trains a separator for two classes, or one for each class against all others. */
export function trainClasses<L extends Label>(
  { rows, labels, sampleWeight, from, maxIter }: ClassesTask<L>,
  options: Required<PerceptronOptions>,
): Fitted<L> {
  const { classes, separators } = from;
  const indexOf = new Map(classes.map((label, k) => [label, k]));
  const groups = Int32Array.from(labels, (label) => indexOf.get(label)!);
  const weights = expandClassWeight(options.classWeight, classes, labels);
  const isBinary = classes.length === 2;
  const { validation, seeds } = drawAll(options, isBinary ? 1 : classes.length, () =>
    options.earlyStopping ? holdOut(groups, sampleWeight, options) : undefined,
  );
  const trained = separators.map((start, k) => {
    const positive = isBinary ? 1 : k;
    const otherWeight = isBinary ? weights[0]! : 1;
    return trainBinary(
      {
        rows,
        signs: Int8Array.from(groups, (group) => (group === positive ? 1 : -1)),
        weights: sampleWeight.map((weight, i) => (groups[i] === positive ? weights[positive]! : otherWeight) * weight),
        validation,
        start,
        maxIter,
        seed: seeds[k]!,
      },
      options,
    );
  });
  const nIter = trained.reduce((most, separator) => Math.max(most, separator.nIter), 0);
  return { classes, separators: trained, nIter, t: from.t + nIter * rows.count };
}

/**
 * All that is drawn, in scikit-learn's order: what to hold out, and a seed of the order of the examples for each
 * separator. A single one draws from the stream at hand; of several, each has a stream of its own. The first draw of
 * such a stream is spent on making the data set.
 */
function drawAll(
  { randomState }: Required<PerceptronOptions>,
  separators: number,
  drawValidation: () => Validation | undefined,
): { readonly validation: Validation | undefined; readonly seeds: readonly number[] } {
  const random = typeof randomState === 'number' ? new RandomState(randomState) : randomState;
  if (separators === 1) {
    random.randint(1, seedBound);
    const validation = drawValidation();
    return { validation, seeds: [random.randint(0, seedBound)] };
  }
  const validation = drawValidation();
  const seeds = Array.from(random.randint(0, seedBound, separators), (seed) => {
    const own = new RandomState(seed);
    own.randint(1, seedBound);
    return own.randint(0, seedBound);
  });
  return { validation, seeds };
}
