/** The loss that a network is trained on, as data: what `loss.config` of `@feedforward/metrics/losses` is. */
export interface NetworkLoss {
  readonly type: string;
  readonly reduction: 'mean' | 'sum';
  readonly [option: string]: string | number | boolean;
}

/** What a loss is here, and its class in Keras. */
interface LossRule {
  readonly type: string;
  readonly className: string;
  /** What else Keras calls it. */
  readonly aliases: readonly string[];
  /** Of a cross-entropy: the activation that gives it its probabilities. */
  readonly activation?: 'sigmoid' | 'softmax';
}

export const lossRules: readonly LossRule[] = [
  { type: 'sigmoidCrossEntropy', className: 'BinaryCrossentropy', aliases: ['bce'], activation: 'sigmoid' },
  { type: 'softmaxCrossEntropy', className: 'CategoricalCrossentropy', aliases: [], activation: 'softmax' },
  { type: 'sparseSoftmaxCrossEntropy', className: 'SparseCategoricalCrossentropy', aliases: [], activation: 'softmax' },
  { type: 'meanSquaredError', className: 'MeanSquaredError', aliases: ['mse'] },
  { type: 'meanAbsoluteError', className: 'MeanAbsoluteError', aliases: ['mae'] },
  { type: 'huber', className: 'Huber', aliases: ['huberloss'] },
  { type: 'hinge', className: 'Hinge', aliases: [] },
];

/** The rule of the loss that Keras or TF.js has by this name, of a class or of a function, in any of their spellings. */
export function lossRuleNamed(name: string): LossRule | undefined {
  const plain = name.replaceAll('_', '').toLowerCase();
  return lossRules.find(({ className, aliases }) => className.toLowerCase() === plain || aliases.includes(plain));
}
