/** What an optimizer is in TF.js. */
export interface OptimizerRule {
  readonly type: string;
  readonly className: string;
  /** TF.js's names of its options, besides the learning rate. */
  readonly options: Readonly<Record<string, string>>;
  /** What TF.js can set otherwise, and the library does not. */
  readonly fixed: Readonly<Record<string, number | boolean>>;
  /** Its slots here, and there; one that is undefined here does not count there, its share being 0. */
  readonly slots: readonly (readonly [ours: string | undefined, theirs: string])[];
}

/**
 * The optimizers that TF.js has as well. Two put epsilon elsewhere there, so that they go on a little differently: adam
 * adds it to the root after the correction of the moments, adagrad has one of its own under the root.
 */
export const optimizerRules: readonly OptimizerRule[] = [
  { type: 'gradientDescent', className: 'SGD', options: {}, fixed: {}, slots: [] },
  {
    type: 'momentum',
    className: 'Momentum',
    options: { momentum: 'momentum' },
    fixed: { useNesterov: false },
    slots: [['velocity', 'momentum']],
  },
  {
    type: 'nesterov',
    className: 'Momentum',
    options: { momentum: 'momentum' },
    fixed: { useNesterov: true },
    slots: [['velocity', 'momentum']],
  },
  {
    type: 'adagrad',
    className: 'Adagrad',
    options: { initialAccumulator: 'initialAccumulatorValue' },
    fixed: {},
    slots: [['accumulator', 'accumulator']],
  },
  {
    type: 'rmsprop',
    className: 'RMSProp',
    options: { rho: 'decay', epsilon: 'epsilon' },
    fixed: { momentum: 0, centered: false },
    slots: [
      ['meanSquare', 'rms'],
      [undefined, 'momentum'],
    ],
  },
  {
    type: 'adam',
    className: 'Adam',
    options: { beta1: 'beta1', beta2: 'beta2', epsilon: 'epsilon' },
    fixed: {},
    slots: [
      ['m', 'm'],
      ['v', 'v'],
    ],
  },
];
