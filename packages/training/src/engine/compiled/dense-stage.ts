import { codes, type Instruction, instructions, type UpdateAddresses } from '@feedforward/core/kernels';
import { activationCode } from './activation-codes.ts';
import { type AppliedActivation, type BackwardPass, parameterOf, type Stage, type StageParts } from './stage.ts';

const nothing: UpdateAddresses = { value: 0, gradient: 0, slot: 0, slot2: 0 };

/** A dense layer with its activation. */
export function denseStage(parts: StageParts): Stage {
  const { layer, inputs, capacity, arena, scratch, sparse, keepsLogits } = parts;
  const weights = parameterOf(parts, 'kernel')!;
  const bias = parameterOf(parts, 'bias') ?? nothing;
  const code = activationCode(layer.layer.config?.activation);
  const isSoftmax = code === 'softmax';
  const applied = code === 'softmax' || !code ? { ...instructions.identity, needsInput: false } : code;
  const outputs = arena.rows(capacity, layer.outputShape[0]!);
  const logits = keepsLogits || applied.needsInput ? arena.rows(capacity, outputs.columns) : outputs;
  const sums = logits.address;
  const parameters = { weights: weights.value, panelBytes: weights.panelBytes, bias: bias.value };
  const activation: AppliedActivation = { ...applied, inputs: sums, outputs: outputs.address };

  /** From the gradient of the outputs to that of the sums, in place. */
  const throughActivation = ({ gradient, isPastActivation }: BackwardPass): Instruction[] => {
    if (isPastActivation) return [];
    if (isSoftmax) return [instructions.softmaxBack(gradient, outputs.address)];
    if (activation.kind === instructions.identity.kind) return [];
    return [instructions.activateBack(activation, gradient, sums, outputs.address)];
  };

  return {
    outputs,
    logits,
    activation: isSoftmax ? undefined : activation,
    fuses: true,
    operations: inputs.columns * outputs.columns,
    forward: () => [
      instructions.dense(inputs, parameters, sums, outputs, applied, sparse),
      ...(isSoftmax ? [instructions.softmax(outputs, outputs)] : []),
    ],
    backward: (pass) => {
      const { gradient, inputGradient, updating, before } = pass;
      const update = instructions.denseUpdate(
        ...([inputs, gradient, weights.panelBytes, weights, bias] as const),
        ...([updating.code, updating.settings, sparse, scratch] as const),
      );
      // What the optimizer takes at once, no other instruction reads; what is to be clipped, the next does.
      const learning = updating.code === codes.gradientOnly ? update : instructions.unawaited(update);
      const past = before ?? { ...instructions.identity, inputs: 0, outputs: 0 };
      return [
        ...throughActivation(pass),
        ...(inputGradient ? [instructions.denseInputGradient(gradient, parameters, inputGradient, past, scratch)] : []),
        ...(weights.parameter.trainable ? [learning] : []),
      ];
    },
  };
}
