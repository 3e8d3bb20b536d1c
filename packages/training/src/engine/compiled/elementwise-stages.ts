import { instructions } from '@feedforward/core/kernels';
import { activationCode } from './activation-codes.ts';
import type { AppliedActivation, Stage, StageParts } from './stage.ts';

/** A layer that only looks at its input's shape, such as flatten. */
export function identityStage({ inputs }: StageParts): Stage {
  return { outputs: inputs, fuses: false, operations: 0, forward: () => [], backward: () => [] };
}

/** An activation as a layer of its own. */
export function activationStage(parts: StageParts): Stage {
  const { layer, inputs, capacity, arena } = parts;
  const code = activationCode(layer.layer.config?.activation);
  if (!code) return identityStage(parts);
  const outputs = arena.rows(capacity, inputs.columns);
  if (code === 'softmax') {
    return {
      outputs,
      logits: inputs,
      fuses: false,
      operations: 0,
      forward: () => [instructions.softmax(inputs, outputs)],
      backward: ({ gradient, isPastActivation }) =>
        isPastActivation ? [] : [instructions.softmaxBack(gradient, outputs.address)],
    };
  }
  const activation: AppliedActivation = { ...code, inputs: inputs.address, outputs: outputs.address };
  return {
    outputs,
    logits: inputs,
    activation,
    fuses: false,
    operations: 0,
    forward: () => [instructions.activate(code, inputs, outputs)],
    backward: ({ gradient, isPastActivation }) =>
      isPastActivation ? [] : [instructions.activateBack(code, gradient, inputs.address, outputs.address)],
  };
}

/** Dropout: in training a product with a mask, which is drawn before every step. */
export function dropoutStage(parts: StageParts): Stage {
  const { layer, inputs, capacity, arena } = parts;
  const rate = Number(layer.layer.config?.rate);
  if (rate === 0) return identityStage(parts);
  const outputs = arena.rows(capacity, inputs.columns);
  const mask = arena.rows(capacity, inputs.columns).address;
  return {
    outputs,
    fuses: false,
    operations: 0,
    mask: { address: mask, rate, columns: inputs.columns },
    forward: (training) =>
      training
        ? [instructions.multiply(inputs, mask, outputs.address)]
        : [instructions.activate(instructions.identity, inputs, outputs)],
    backward: ({ gradient }) => [instructions.multiply(gradient, mask, gradient.address)],
  };
}
