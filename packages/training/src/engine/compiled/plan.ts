import { type LogitsBeneath, logitsBeneath, type Model } from '@feedforward/layers';
import type { Loss } from '@feedforward/metrics/losses';
import type { GradientTransform } from '../../clipping.ts';
import type { Optimizer } from '../../optimizers/optimizer.ts';
import { entropyActivation, lossCode } from './loss-codes.ts';
import { isCompilable } from './make-stage.ts';
import { optimizerCode } from './optimizer-codes.ts';
import type { CompiledParts } from './workspace.ts';

/** How a trainer takes its steps. */
export type Plan =
  | { readonly kind: 'compiled' }
  | {
      readonly kind: 'autodiff';
      /** What there is no kernel for. */
      readonly reason: string;
    };

/** What a trainer is made of. */
interface TrainerParts {
  readonly model: Model;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly clipping?: GradientTransform | undefined;
}

/** The parts in the kernels' terms; or, as a reason, which of them the kernels do not know. */
export function compile({ model, loss, optimizer, clipping }: TrainerParts): CompiledParts | string {
  if (model.config?.type !== 'sequential') {
    const own = model.layers.find(({ layer }) => !layer.config);
    return own ? `layer "${own.name}" is not one of this library` : 'the model is not one of this library';
  }
  const layer = model.layers.find((layer) => !isCompilable(layer));
  if (layer) return `layer "${layer.name}" has a form that there is no kernel for`;
  if (model.outputShape.length !== 1) return 'the outputs are not one row an example';
  const parts = { model, loss: lossCode(loss.config), optimizer: optimizerCode(optimizer.config) };
  if (!parts.loss) return 'the loss is not one of this library';
  const beneath = entropyActivation(loss.config) && logitsBeneath(model);
  if (entropyActivation(loss.config) && !isOfLogits(model, loss, beneath)) {
    return 'there is no kernel for a cross-entropy of probabilities, unless they are of the last layer and of its kind';
  }
  if (!parts.optimizer) {
    return optimizer.config
      ? `there is no kernel for the optimizer "${optimizer.name}"`
      : `the optimizer "${optimizer.name}" is not one of this library`;
  }
  if (clipping && !clipping.config) return 'the clipping is not one of this library';
  return {
    ...{ model, loss: parts.loss, optimizer: parts.optimizer, logitsOf: beneath?.layer },
    reduction: loss.reduction ?? 'mean',
    clipping: clipping?.config,
  };
}

/** Whether the loss takes what the network gives, or what lies beneath, for logits of its own kind. */
function isOfLogits(model: Model, { config }: Loss, beneath: LogitsBeneath | undefined): boolean {
  if (beneath) return beneath.activation === entropyActivation(config);
  return model.outputKind !== 'probabilities' && config?.fromLogits !== false;
}
