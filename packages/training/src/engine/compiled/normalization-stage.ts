import { type BatchMoments, codes, instructions, type Normalization } from '@feedforward/core/kernels';
import { parameterOf, type Stage, type StageParts } from './stage.ts';

/** Batch normalization of rows. */
export function normalizationStage(parts: StageParts): Stage {
  const { layer, inputs, capacity, arena } = parts;
  const outputs = arena.rows(capacity, inputs.columns);
  const [gamma, beta] = [parameterOf(parts, 'gamma'), parameterOf(parts, 'beta')];
  const movingMean = parameterOf(parts, 'movingMean')!;
  const movingVariance = parameterOf(parts, 'movingVariance')!;
  const momentum = Number(layer.layer.config?.momentum);
  const normalization: Normalization = {
    gamma: gamma?.value ?? 0,
    beta: beta?.value ?? 0,
    movingMean: movingMean.value,
    movingVariance: movingVariance.value,
    epsilon: Number(layer.layer.config?.epsilon),
  };
  const array = (): number => arena.floats(movingMean.count);
  const moments: BatchMoments = { mean: array(), inverse: array(), nextMean: array(), nextVariance: array() };
  const gammaGradient = gamma?.gradient || array();
  const betaGradient = beta?.gradient || array();
  return {
    outputs,
    fuses: false,
    operations: 0,
    forward: (training) => [
      training
        ? instructions.normalize(inputs, outputs, normalization, moments, momentum)
        : instructions.normalizeByMoving(inputs, outputs, normalization),
    ],
    backward: ({ gradient, updating }) => [
      instructions.normalizeBack(gradient, inputs.address, normalization.gamma, moments, gammaGradient, betaGradient),
      ...(updating.code === codes.gradientOnly
        ? []
        : [gamma, beta].flatMap((parameter) =>
            parameter ? [instructions.update(updating.code, parameter, parameter.count, updating.settings)] : [],
          )),
    ],
    commit: [
      instructions.copy(moments.nextMean, movingMean.value, movingMean.count),
      instructions.copy(moments.nextVariance, movingVariance.value, movingVariance.count),
    ],
  };
}
