// What follows an instruction's code in a program, word for word as `src/kernels/instructions.ts` writes it. Addresses
// and strides are in bytes.

@unmanaged
export class ScaleBytes {
  bytes: usize;
  floats: usize;
  /** Of numbers, on both sides. */
  stride: i32;
  /** Of the float64 that each byte is multiplied by. */
  scale: usize;
}

@unmanaged
export class ScanRows {
  inputs: usize;
  stride: usize;
  depth: i32;
  sparse: usize;
}

@unmanaged
export class ScanColumns {
  depth: i32;
  sparse: usize;
}

@unmanaged
export class Dense {
  inputs: usize;
  inputStride: usize;
  depth: i32;
  weights: usize;
  panelBytes: usize;
  /** 0 for none. */
  bias: usize;
  /** Where the activation's inputs are kept; may be the outputs' place. */
  sums: usize;
  outputs: usize;
  outputStride: usize;
  columns: i32;
  activation: i32;
  alpha: f32;
  /** What a scan found of the inputs, or 0. */
  sparse: usize;
}

@unmanaged
export class DenseInputGradient {
  gradient: usize;
  gradientStride: usize;
  columns: i32;
  weights: usize;
  panelBytes: usize;
  inputGradient: usize;
  inputStride: usize;
  depth: i32;
  /** The activation that gave the inputs, and its own inputs and outputs. */
  activation: i32;
  alpha: f32;
  sums: usize;
  outputs: usize;
  scratch: usize;
  scratchBytes: usize;
}

@unmanaged
export class DenseUpdate {
  inputs: usize;
  inputStride: usize;
  depth: i32;
  gradient: usize;
  gradientStride: usize;
  columns: i32;
  weights: usize;
  panelBytes: usize;
  weightSlot: usize;
  weightSlot2: usize;
  /** 0 for none. */
  bias: usize;
  biasSlot: usize;
  biasSlot2: usize;
  /** Where the gradients go that no optimizer takes at once. */
  weightGradient: usize;
  biasGradient: usize;
  optimizer: i32;
  settings: usize;
  /** What a scan found of the inputs, or 0. */
  sparse: usize;
  scratch: usize;
  scratchBytes: usize;
}

@unmanaged
export class Activate {
  kind: i32;
  alpha: f32;
  inputs: usize;
  outputs: usize;
  stride: usize;
  columns: i32;
}

@unmanaged
export class ActivateBack {
  kind: i32;
  alpha: f32;
  gradient: usize;
  inputs: usize;
  outputs: usize;
  stride: usize;
  columns: i32;
}

@unmanaged
export class Softmax {
  inputs: usize;
  outputs: usize;
  stride: usize;
  columns: i32;
}

@unmanaged
export class SoftmaxBack {
  gradient: usize;
  outputs: usize;
  stride: usize;
  columns: i32;
}

@unmanaged
export class Multiply {
  inputs: usize;
  mask: usize;
  outputs: usize;
  stride: usize;
}

@unmanaged
export class Normalize {
  inputs: usize;
  outputs: usize;
  stride: usize;
  columns: i32;
  /** 0 for none, as `beta`. */
  gamma: usize;
  beta: usize;
  mean: usize;
  inverse: usize;
  movingMean: usize;
  movingVariance: usize;
  nextMean: usize;
  nextVariance: usize;
  momentum: f64;
  epsilon: f32;
}

@unmanaged
export class NormalizeByMoving {
  inputs: usize;
  outputs: usize;
  stride: usize;
  columns: i32;
  gamma: usize;
  beta: usize;
  movingMean: usize;
  movingVariance: usize;
  epsilon: f32;
}

@unmanaged
export class NormalizeBack {
  gradient: usize;
  inputs: usize;
  stride: usize;
  columns: i32;
  gamma: usize;
  mean: usize;
  inverse: usize;
  gammaGradient: usize;
  betaGradient: usize;
}

@unmanaged
export class Loss {
  kind: i32;
  delta: f32;
  outputs: usize;
  stride: usize;
  columns: i32;
  /** Class indices `[rows]` for sparse cross-entropy, else float32 `[rows, columns]`. */
  labels: usize;
  /** Of the word that holds the address of the weights, one float a row, or 0. */
  weights: usize;
  /** Of the float that each row's loss is multiplied by. */
  scale: usize;
  losses: usize;
  /** 0 where none is wanted. */
  gradient: usize;
}

@unmanaged
export class CheckLoss {
  losses: usize;
  /** Of the float64 that their sum is multiplied by. */
  scale: usize;
  total: usize;
}

@unmanaged
export class Update {
  optimizer: i32;
  values: usize;
  gradient: usize;
  slot: usize;
  slot2: usize;
  count: i32;
  settings: usize;
}

@unmanaged
export class SquaredNorm {
  gradient: usize;
  count: i32;
  sums: usize;
}

@unmanaged
export class ClipFactors {
  kind: i32;
  limit: f32;
  sums: usize;
  /** How many sums each parameter has, as integers. */
  pieces: usize;
  factors: usize;
  parameters: i32;
}

@unmanaged
export class Clip {
  kind: i32;
  limit: f32;
  gradient: usize;
  count: i32;
  factor: usize;
}

@unmanaged
export class Copy {
  from: usize;
  to: usize;
  count: i32;
}
