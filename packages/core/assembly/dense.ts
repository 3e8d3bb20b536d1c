import { blockDepth, gradientDescent, gradientOnly, relu } from '../src/kernels/codes';
import { activateColumns, activateColumnsBack } from './activations';
import { updateFloats } from './optimizers';
import { packColumns, sumPanel, transposeFour } from './panels';
import { panelsOf, shareOf } from './share';
import { sparseForward, sparseUpdate } from './sparse';
import {
  addScaled,
  columnTiles,
  fromResult,
  fromZero,
  storeRelu,
  store as storeTile,
  transposedColumnTiles,
} from './tiles';

/** Rows that one unit of work takes where there are few panels to share out. */
const rowBlock: i32 = 40;

/**
 * outputs = activation(inputs · weights + bias), by panels of 8 columns.
 *
 * @param sparse - the address of what {@link scanRows} found of the inputs, or 0
 */
export function dense(
  inputs: usize,
  inputStride: usize,
  depth: i32,
  weights: usize,
  panelBytes: usize,
  bias: usize,
  sums: usize,
  outputs: usize,
  outputStride: usize,
  columns: i32,
  activation: i32,
  alpha: f32,
  sparse: usize,
  rows: i32,
  thread: i32,
  threads: i32,
): void {
  const panels = panelsOf(columns);
  if (sparse != 0 && load<i32>(sparse) != 0) {
    const groups = (panels + 3) >> 2;
    const first = shareOf(groups, thread, threads) << 2;
    const last = min(shareOf(groups, thread + 1, threads) << 2, panels);
    sparseForward(sparse, weights, panelBytes, bias, sums, outputStride, first, last, rows);
    for (let panel = first; panel < last; panel++) {
      const at = (<usize>panel) << 5;
      activateColumns(activation, alpha, sums + at, outputs + at, outputStride, rows);
    }
    return;
  }
  const blocks = panels >= 4 * threads ? 1 : (rows + rowBlock - 1) / rowBlock;
  const blockRows = blocks == 1 ? rows : rowBlock;
  const first = shareOf(panels * blocks, thread, threads);
  const last = shareOf(panels * blocks, thread + 1, threads);
  const isRelu = activation == relu && sums == outputs;
  for (let unit = first; unit < last; unit++) {
    const panel = unit / blocks;
    const row = (unit % blocks) * blockRows;
    const count = min(blockRows, rows - row);
    const left = inputs + <usize>row * inputStride;
    const at = ((<usize>panel) << 5) + <usize>row * outputStride;
    const from = weights + <usize>panel * panelBytes;
    for (let k = 0; k < depth; k += blockDepth) {
      const size = min(blockDepth, depth - k);
      const start = k > 0 ? fromResult : bias != 0 ? bias + ((<usize>panel) << 5) : fromZero;
      const end = isRelu && k + size == depth ? storeRelu : storeTile;
      columnTiles(
        left + ((<usize>k) << 2),
        inputStride,
        count,
        from + ((<usize>k) << 5),
        size,
        sums + at,
        outputStride,
        start,
        end,
        0,
      );
    }
    if (!isRelu) activateColumns(activation, alpha, sums + at, outputs + at, outputStride, count);
  }
}

/**
 * inputGradient = gradient · weightsᵀ, then through the activation that gave the inputs: its own inputs are `sums`, its
 * outputs `outputs`.
 */
export function denseInputGradient(
  gradient: usize,
  gradientStride: usize,
  columns: i32,
  weights: usize,
  panelBytes: usize,
  inputGradient: usize,
  inputStride: usize,
  depth: i32,
  activation: i32,
  alpha: f32,
  sums: usize,
  outputs: usize,
  scratch: usize,
  rows: i32,
  thread: i32,
  threads: i32,
): void {
  const panels = panelsOf(depth);
  const last = shareOf(panels, thread + 1, threads);
  for (let panel = shareOf(panels, thread, threads); panel < last; panel++) {
    const at = (<usize>panel) << 5;
    for (let k = 0; k < columns; k += blockDepth) {
      const size = min(blockDepth, columns - k);
      packTransposed(weights + <usize>(k >> 3) * panelBytes + ((<usize>panel) << 8), panelBytes, size, scratch);
      const start = k > 0 ? fromResult : fromZero;
      columnTiles(
        gradient + ((<usize>k) << 2),
        gradientStride,
        rows,
        scratch,
        size,
        inputGradient + at,
        inputStride,
        start,
        storeTile,
        0,
      );
    }
    activateColumnsBack(activation, alpha, inputGradient + at, sums + at, outputs + at, inputStride, rows);
  }
}

/** Eight rows of so many columns of the weights, from their panels, as one panel of the transposed weights. */
function packTransposed(weights: usize, panelBytes: usize, columns: i32, scratch: usize): void {
  for (let column = 0; column < columns; column += 8) {
    transposeFour(weights, 32, scratch);
    transposeFour(weights + 128, 32, scratch + 16);
    transposeFour(weights + 16, 32, scratch + 128);
    transposeFour(weights + 144, 32, scratch + 144);
    weights += panelBytes;
    scratch += 256;
  }
}

/**
 * The gradients of weights and bias, inputsᵀ · gradient and the gradient's sums over the rows, and at once the
 * optimizer's step with them. Plain gradient descent adds to the weights as it multiplies; for the others the gradient
 * of one panel at a time is in `scratch`; with `gradientOnly` it goes to `weightGradient` and `biasGradient`.
 *
 * @param first - where the optimizer's first and second slots lie, as far from the weights as from the bias's
 */
export function denseUpdate(
  inputs: usize,
  inputStride: usize,
  depth: i32,
  gradient: usize,
  gradientStride: usize,
  columns: i32,
  weights: usize,
  panelBytes: usize,
  weightSlots: usize,
  weightSlots2: usize,
  bias: usize,
  biasSlots: usize,
  biasSlots2: usize,
  weightGradient: usize,
  biasGradient: usize,
  optimizer: i32,
  settings: usize,
  sparse: usize,
  scratch: usize,
  rows: i32,
  thread: i32,
  threads: i32,
): void {
  if (sparse != 0 && load<i32>(sparse) != 0) {
    sparseUpdate(
      depth,
      gradient,
      gradientStride,
      columns,
      weights,
      panelBytes,
      weightSlots,
      weightSlots2,
      bias,
      biasSlots,
      biasSlots2,
      weightGradient,
      biasGradient,
      optimizer,
      settings,
      sparse,
      scratch,
      rows,
      thread,
      threads,
    );
    return;
  }
  const panels = panelsOf(columns);
  const factor = -load<f32>(settings);
  const sums = scratch;
  const packed = scratch + 32;
  const own = packed + ((<usize>blockDepth) << 5);
  const last = shareOf(panels, thread + 1, threads);
  for (let panel = shareOf(panels, thread, threads); panel < last; panel++) {
    const at = (<usize>panel) << 5;
    const to = weights + <usize>panel * panelBytes;
    const result =
      optimizer == gradientDescent ? to : optimizer == gradientOnly ? weightGradient + <usize>panel * panelBytes : own;
    const biasSums = optimizer == gradientOnly && bias != 0 ? biasGradient + at : sums;
    for (let row = 0; row < rows; row += blockDepth) {
      const size = min(blockDepth, rows - row);
      packColumns(gradient + <usize>row * gradientStride + at, gradientStride, size, packed);
      if (row == 0) {
        sumPanel(packed, size, biasSums);
      } else {
        addSums(packed, size, biasSums);
      }
      const start = row > 0 ? fromResult : fromZero;
      const end = optimizer == gradientDescent ? addScaled : storeTile;
      transposedColumnTiles(
        inputs + <usize>row * inputStride,
        inputStride,
        depth,
        packed,
        size,
        result,
        32,
        end == addScaled ? fromZero : start,
        end,
        factor,
      );
    }
    if (optimizer > gradientDescent) {
      const shift = <usize>panel * panelBytes;
      updateFloats(optimizer, to, own, weightSlots + shift, weightSlots2 + shift, depth << 3, settings);
    }
    if (bias != 0 && optimizer != gradientOnly) {
      updateFloats(optimizer, bias + at, sums, biasSlots + at, biasSlots2 + at, 8, settings);
    }
  }
}

function addSums(panel: usize, rows: i32, sums: usize): void {
  let low = v128.load(sums);
  let high = v128.load(sums, 16);
  for (let row = 0; row < rows; row++) {
    low = f32x4.add(low, v128.load(panel));
    high = f32x4.add(high, v128.load(panel, 16));
    panel += 32;
  }
  v128.store(sums, low);
  v128.store(sums, high, 16);
}
