import * as codes from './codes.ts';

// What programs are written with. The words of each instruction are in the order in which `assembly/program.ts` reads
// them. Addresses and strides are in bytes.

/** One instruction: its code, how many words follow, and those. */
export type Instruction = readonly number[];

/** Rows of numbers in the kernels' memory, `stride` bytes apart: whole panels of 8 columns, those too many being 0. */
export interface Rows {
  readonly address: number;
  readonly stride: number;
  readonly columns: number;
}

/** A function of single numbers, as the kernels know it. */
export interface ActivationCode {
  readonly kind: number;
  /** For leaky ReLU. */
  readonly alpha: number;
}

/** The activation that changes nothing. */
export const identity: ActivationCode = { kind: codes.linear, alpha: 0 };

/** What a layer of weights computes with: panels of 8 columns, and a bias, or 0 for none. */
export interface DenseParameters {
  readonly weights: number;
  readonly panelBytes: number;
  readonly bias: number;
}

/** Room for each thread. */
export interface Scratch {
  readonly address: number;
  readonly bytes: number;
}

/** Where an optimizer finds a parameter, its gradient and its slots. */
export interface UpdateAddresses {
  readonly value: number;
  readonly gradient: number;
  readonly slot: number;
  readonly slot2: number;
}

const words = new DataView(new ArrayBuffer(8));

function float(value: number): number {
  words.setFloat32(0, value, true);
  return words.getInt32(0, true);
}

function double(value: number): [number, number] {
  words.setFloat64(0, value, true);
  return [words.getInt32(0, true), words.getInt32(4, true)];
}

function instruction(code: number, ...rest: number[]): Instruction {
  return [code, rest.length, ...rest];
}

/** The instruction, after which the threads go on at once: for results that the rest of the program does not read. */
export function unawaited([code = 0, ...rest]: Instruction): Instruction {
  return [code | codes.withoutBarrier, ...rest];
}

/** @param scale - where the float64 lies that every byte is multiplied by */
export function scaleBytes(bytes: number, to: Rows, scale: number): Instruction {
  return instruction(codes.opScaleBytes, bytes, to.address, to.stride / 4, scale);
}

/** Looks for zeros in the inputs: `sparse` is the address of a table that {@link sparseTable} made. */
export function scanInputs(inputs: Rows, sparse: number): Instruction[] {
  return [
    instruction(codes.opScanRows, inputs.address, inputs.stride, inputs.columns, sparse),
    instruction(codes.opScanColumns, inputs.columns, sparse),
  ];
}

/** @param sums - where the activation's inputs are kept; may be the outputs' address */
export function dense(
  inputs: Rows,
  { weights, panelBytes, bias }: DenseParameters,
  sums: number,
  outputs: Rows,
  { kind, alpha }: ActivationCode,
  sparse: number,
): Instruction {
  return instruction(
    codes.opDense,
    ...[inputs.address, inputs.stride, inputs.columns, weights, panelBytes, bias],
    ...[sums, outputs.address, outputs.stride, outputs.columns, kind, float(alpha), sparse],
  );
}

export function activate({ kind, alpha }: ActivationCode, inputs: Rows, outputs: Rows): Instruction {
  const { address, stride, columns } = inputs;
  return instruction(codes.opActivate, kind, float(alpha), address, outputs.address, stride, columns);
}

export function activateBack(
  { kind, alpha }: ActivationCode,
  gradient: Rows,
  inputs: number,
  outputs: number,
): Instruction {
  const { address, stride, columns } = gradient;
  return instruction(codes.opActivateBack, kind, float(alpha), address, inputs, outputs, stride, columns);
}

export function softmax(inputs: Rows, outputs: Rows): Instruction {
  return instruction(codes.opSoftmax, inputs.address, outputs.address, inputs.stride, inputs.columns);
}

export function softmaxBack(gradient: Rows, outputs: number): Instruction {
  return instruction(codes.opSoftmaxBack, gradient.address, outputs, gradient.stride, gradient.columns);
}

export function multiply(inputs: Rows, mask: number, outputs: number): Instruction {
  return instruction(codes.opMultiply, inputs.address, mask, outputs, inputs.stride);
}

/** Arrays of a batch normalization, by column; `gamma` and `beta` are 0 where there are none. */
export interface Normalization {
  readonly gamma: number;
  readonly beta: number;
  readonly movingMean: number;
  readonly movingVariance: number;
  readonly epsilon: number;
}

/** What normalizing by a batch leaves for the way back and for the moving moments. */
export interface BatchMoments {
  readonly mean: number;
  readonly inverse: number;
  readonly nextMean: number;
  readonly nextVariance: number;
}

export function normalize(
  inputs: Rows,
  outputs: Rows,
  { gamma, beta, movingMean, movingVariance, epsilon }: Normalization,
  { mean, inverse, nextMean, nextVariance }: BatchMoments,
  momentum: number,
): Instruction {
  return instruction(
    codes.opNormalize,
    ...[inputs.address, outputs.address, inputs.stride, inputs.columns, gamma, beta, mean, inverse],
    ...[movingMean, movingVariance, nextMean, nextVariance, ...double(momentum), float(epsilon)],
  );
}

export function normalizeByMoving(
  inputs: Rows,
  outputs: Rows,
  { gamma, beta, movingMean, movingVariance, epsilon }: Normalization,
): Instruction {
  return instruction(
    codes.opNormalizeByMoving,
    ...[inputs.address, outputs.address, inputs.stride, inputs.columns, gamma, beta],
    ...[movingMean, movingVariance, float(epsilon)],
  );
}

export function normalizeBack(
  gradient: Rows,
  inputs: number,
  gamma: number,
  { mean, inverse }: BatchMoments,
  gammaGradient: number,
  betaGradient: number,
): Instruction {
  return instruction(
    codes.opNormalizeBack,
    ...[gradient.address, inputs, gradient.stride, gradient.columns, gamma, mean, inverse],
    ...[gammaGradient, betaGradient],
  );
}

/** A loss, as the kernels know it. */
export interface LossCode {
  readonly kind: number;
  /** For Huber's. */
  readonly delta: number;
}

/** Where a step finds and leaves what belongs to its loss. */
export interface LossAddresses {
  readonly labels: number;
  /** Of a word that holds the address of the examples' weights, one float each, or 0. */
  readonly weights: number;
  /** Of the float that each example's loss is multiplied by. */
  readonly scale: number;
  /** The examples' losses. */
  readonly losses: number;
  /** Of the same scale in float64, and of the loss that comes of it. */
  readonly totalScale: number;
  readonly total: number;
}

/** @param gradient - where the outputs' gradient goes, or 0 */
export function loss(code: LossCode, outputs: Rows, to: LossAddresses, gradient: number): Instruction {
  return instruction(
    codes.opLoss,
    ...[code.kind, float(code.delta), outputs.address, outputs.stride, outputs.columns],
    ...[to.labels, to.weights, to.scale, to.losses, gradient],
  );
}

/** Ends the program where the loss is not finite. */
export function checkLoss({ losses, totalScale, total }: LossAddresses): Instruction {
  return instruction(codes.opCheckLoss, losses, totalScale, total);
}

/** @param before - the activation that gave the inputs, its own inputs and outputs: the gradient goes back through it */
export function denseInputGradient(
  gradient: Rows,
  { weights, panelBytes }: DenseParameters,
  inputGradient: Rows,
  before: ActivationCode & { readonly inputs: number; readonly outputs: number },
  scratch: Scratch,
): Instruction {
  return instruction(
    codes.opDenseInputGradient,
    ...[gradient.address, gradient.stride, gradient.columns, weights, panelBytes],
    ...[inputGradient.address, inputGradient.stride, inputGradient.columns],
    ...[before.kind, float(before.alpha), before.inputs, before.outputs, scratch.address, scratch.bytes],
  );
}

/** The gradients of weights and bias, and the optimizer's step with them, or, with `gradientOnly`, without it. */
export function denseUpdate(
  inputs: Rows,
  gradient: Rows,
  panelBytes: number,
  weights: UpdateAddresses,
  bias: UpdateAddresses,
  optimizer: number,
  settings: number,
  sparse: number,
  scratch: Scratch,
): Instruction {
  return instruction(
    codes.opDenseUpdate,
    ...[inputs.address, inputs.stride, inputs.columns, gradient.address, gradient.stride, gradient.columns],
    ...[weights.value, panelBytes, weights.slot, weights.slot2, bias.value, bias.slot, bias.slot2],
    ...[weights.gradient, bias.gradient, optimizer, settings, sparse, scratch.address, scratch.bytes],
  );
}

/** The optimizer's step for one parameter of so many floats. */
export function update(optimizer: number, parameter: UpdateAddresses, count: number, settings: number): Instruction {
  const { value, gradient, slot, slot2 } = parameter;
  return instruction(codes.opUpdate, optimizer, value, gradient, slot, slot2, count, settings);
}

export function squaredNorm(gradient: number, count: number, sums: number): Instruction {
  return instruction(codes.opSquaredNorm, gradient, count, sums);
}

/** How many sums {@link squaredNorm} leaves of so many floats. */
export function piecesOf(count: number): number {
  return Math.ceil(count / codes.clipPiece);
}

export function clipFactors(
  kind: number,
  limit: number,
  sums: number,
  pieces: number,
  factors: number,
  parameters: number,
): Instruction {
  return instruction(codes.opClipFactors, kind, float(limit), sums, pieces, factors, parameters);
}

export function clip(kind: number, limit: number, gradient: number, count: number, factor: number): Instruction {
  return instruction(codes.opClip, kind, float(limit), gradient, count, factor);
}

export function copy(from: number, to: number, count: number): Instruction {
  return instruction(codes.opCopy, from, to, count);
}
