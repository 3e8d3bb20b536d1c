import type { ApplyContext, LogitsBeneath, Model } from '@feedforward/layers';
import { describeOutputs } from '@feedforward/metrics/losses';
import type * as tf from '@tensorflow/tfjs-core';

/**
 * A network's outputs for a batch, which say to the losses of this library what they are, and of which logits they were
 * made.
 */
export function outputsOf(
  model: Model,
  beneath: LogitsBeneath | undefined,
  x: tf.Tensor,
  context: ApplyContext,
): tf.Tensor {
  if (beneath) {
    const logits = beneath.model.apply(x, context);
    const { activation } = beneath;
    return describeOutputs(beneath.activate(logits), { kind: 'probabilities', beneath: { activation, logits } });
  }
  const outputs = model.apply(x, context);
  return model.outputKind ? describeOutputs(outputs, { kind: model.outputKind }) : outputs;
}
