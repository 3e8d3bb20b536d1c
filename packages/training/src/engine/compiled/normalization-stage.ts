import { type BatchMoments, codes, instructions, type Normalization } from '@feedforward/core/kernels';
import { parameterOf, type Stage, type StageParts } from './stage.ts';

/** Batch normalization of rows. */
export function normalizationStage(parts: StageParts): Stage {
  return parts.layer.layer.config?.trainable === false ? frozenStage(parts) : learningStage(parts);
}

function learningStage(parts: StageParts): Stage {
  const { layer, inputs, capacity, arena } = parts;
  const outputs = arena.rows(capacity, inputs.columns);
  const [gamma, beta] = [parameterOf(parts, 'gamma'), parameterOf(parts, 'beta')];
  const movingMean = parameterOf(parts, 'movingMean')!;
  const movingVariance = parameterOf(parts, 'movingVariance')!;
  const momentum = Number(layer.layer.config?.momentum);
  const normalization = normalizationOf(parts);
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

/** By the moving moments always: a factor and a shift for each column, of which the gradient takes the factor. */
function frozenStage(parts: StageParts): Stage {
  const { inputs, capacity, arena } = parts;
  const outputs = arena.rows(capacity, inputs.columns);
  const normalization = normalizationOf(parts);
  const factors = { ...normalization, movingMean: arena.floats(parameterOf(parts, 'movingMean')!.count), beta: 0 };
  return {
    outputs,
    fuses: false,
    operations: 0,
    forward: () => [instructions.normalizeByMoving(inputs, outputs, normalization)],
    backward: ({ gradient }) => [instructions.normalizeByMoving(gradient, gradient, factors)],
  };
}

function normalizationOf(parts: StageParts): Normalization {
  return {
    gamma: parameterOf(parts, 'gamma')?.value ?? 0,
    beta: parameterOf(parts, 'beta')?.value ?? 0,
    movingMean: parameterOf(parts, 'movingMean')!.value,
    movingVariance: parameterOf(parts, 'movingVariance')!.value,
    epsilon: Number(parts.layer.layer.config?.epsilon),
  };
}
