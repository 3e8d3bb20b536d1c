import * as tf from '@tensorflow/tfjs-core';
import { descriptionOf } from './described-outputs.ts';
import type { LabelKind } from './label-kinds/label-kind.ts';
import type { Loss, LossOptions } from './loss.ts';
import type { NetworkOutputs, OutputsRule } from './network-outputs.ts';

/** What a rule gives for a batch. */
export interface LossTerms {
  /** `[batch, m]`: an example's loss is the mean of its row. */
  readonly losses: tf.Tensor;
  /** `[batch, n]`: the derivatives of each row's sum of losses by its outputs. */
  readonly gradient: tf.Tensor;
}

/** A loss as its maths: from outputs and labels, both float32 `[batch, n]`. */
export type LossRule = (outputs: tf.Tensor2D, labels: tf.Tensor2D) => LossTerms;

/** A loss's reduction, and options of its own that its `config` is to tell. */
interface Options extends LossOptions {
  readonly own?: Readonly<Record<string, number | boolean>>;
}

/** How a loss of logits is computed of probabilities. */
export interface ProbabilityRule {
  /** Which activation's logits it takes. */
  readonly activation: 'sigmoid' | 'softmax';
  readonly rule: LossRule;
  /** What the loss was told to take. */
  readonly fromLogits: boolean | undefined;
}

/**
 * A loss of this library. Its rule gives the gradient too, so that the whole loss is one node on tfjs's tape and
 * keeps the digits that composed operations would lose. Nothing flows back to labels and weights.
 */
export function makeLoss(
  type: string,
  { reduction = 'mean', own }: Options,
  kind: LabelKind,
  outputsRule: OutputsRule,
  rule: LossRule,
  ofProbabilities?: ProbabilityRule,
): Loss {
  if (reduction !== 'mean' && reduction !== 'sum') {
    throw new RangeError(`Cannot make ${type}: reduction must be "mean" or "sum", it is ${JSON.stringify(reduction)}.`);
  }
  const cannot = `train with ${type}`;
  const loss = (given: tf.Tensor, labels: tf.Tensor, weights?: tf.Tensor1D): tf.Scalar => {
    const { outputs, rule: chosen } = ofProbabilities
      ? chosenRule(given, rule, ofProbabilities, outputsRule, cannot)
      : { outputs: given, rule };
    checkShapes(outputs, weights, cannot);
    const [batch] = outputs.shape;
    const fused = tf.customGrad<tf.Scalar>((_, save) => {
      const terms = chosen(outputs, kind.align(labels, outputs.shape, cannot));
      const { losses, gradient } = weights ? weighted(terms, weights) : terms;
      const scale = (reduction === 'mean' ? 1 : batch) / losses.size;
      (save as (tensors: tf.Tensor[]) => void)([gradient]);
      return {
        value: tf.mul<tf.Scalar>(tf.sum(losses), scale),
        gradFunc: (dy: tf.Scalar, [saved]: tf.Tensor[]) => tf.mul(saved!, tf.mul(dy, scale)),
      };
    });
    return fused(outputs);
  };
  const made = Object.assign(loss, {
    reduction,
    checkLabels: (...[labels, outputs]: Parameters<NonNullable<Loss['checkLabels']>>) =>
      kind.check(labels, outputs, cannot),
    outputKind: (outputs: NetworkOutputs) => outputsRule(outputs, cannot),
  });
  // Not copied by Object.assign to a loss that wraps this one: that is not what the config says.
  return Object.defineProperty<Loss>(made, 'config', { value: { type, reduction, ...own } });
}

/** The tensor to compute of, and how: of the logits wherever they are known. */
function chosenRule(
  outputs: tf.Tensor,
  ofLogits: LossRule,
  { activation, rule, fromLogits }: ProbabilityRule,
  outputsRule: OutputsRule,
  cannot: string,
): { readonly outputs: tf.Tensor; readonly rule: LossRule } {
  const description = descriptionOf(outputs);
  if (description) outputsRule({ kind: description.kind, count: outputs.shape.at(-1) ?? 1 }, cannot);
  const kind = description?.kind ?? (fromLogits === false ? 'probabilities' : 'logits');
  if (kind !== 'probabilities') return { outputs, rule: ofLogits };
  const beneath = description?.beneath;
  return beneath?.activation === activation ? { outputs: beneath.logits, rule: ofLogits } : { outputs, rule };
}

function weighted({ losses, gradient }: LossTerms, weights: tf.Tensor1D): LossTerms {
  const column = tf.reshape(weights, [-1, 1]);
  return { losses: tf.mul(losses, column), gradient: tf.mul(gradient, column) };
}

function checkShapes(
  outputs: tf.Tensor,
  weights: tf.Tensor | undefined,
  cannot: string,
): asserts outputs is tf.Tensor2D {
  if (outputs.rank !== 2) {
    throw new RangeError(`Cannot ${cannot}: it takes outputs [batch, n], they are [${outputs.shape.join(', ')}].`);
  }
  const [batch] = outputs.shape;
  if (weights && (weights.rank !== 1 || weights.size !== batch)) {
    throw new RangeError(
      `Cannot ${cannot}: ${batch} rows of outputs take weights [${batch}], they are [${weights.shape.join(', ')}].`,
    );
  }
}
