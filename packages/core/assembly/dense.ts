import { blockDepth, gradientDescent, gradientOnly, relu } from '../src/kernels/codes';
import { activateColumns, activateColumnsBack } from './activations';
import { Dense, DenseInputGradient, DenseUpdate } from './instructions';
import { updateFloats } from './optimizers';
import { addPanel, packColumns, packTransposed } from './panels';
import { panelsOf, shareOf } from './share';
import { isSparse, sparseDense, sparseUpdate } from './sparse-dense';
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

/** outputs = activation(inputs · weights + bias), by panels of 8 columns. */
export function dense(op: Dense, rows: i32, thread: i32, threads: i32): void {
  if (isSparse(op.sparse)) {
    sparseDense(op, rows, thread, threads);
    return;
  }
  const panels = panelsOf(op.columns);
  const blocks = panels >= 4 * threads ? 1 : (rows + rowBlock - 1) / rowBlock;
  const blockRows = blocks == 1 ? rows : rowBlock;
  const last = shareOf(panels * blocks, thread + 1, threads);
  for (let unit = shareOf(panels * blocks, thread, threads); unit < last; unit++) {
    const row = (unit % blocks) * blockRows;
    densePanel(op, unit / blocks, row, min(blockRows, rows - row));
  }
}

/** One panel of the outputs, for so many rows from `row` on. */
function densePanel(op: Dense, panel: i32, row: i32, rows: i32): void {
  const depth = op.depth;
  const stride = op.outputStride;
  const isRelu = op.activation == relu && op.sums == op.outputs;
  const inputs = op.inputs + <usize>row * op.inputStride;
  const weights = op.weights + <usize>panel * op.panelBytes;
  const column = <usize>panel << 5;
  const at = column + <usize>row * stride;
  for (let k = 0; k < depth; k += blockDepth) {
    const size = min(blockDepth, depth - k);
    const left = inputs + (<usize>k << 2);
    const start = k > 0 ? fromResult : op.bias != 0 ? op.bias + column : fromZero;
    const end = isRelu && k + size == depth ? storeRelu : storeTile;
    columnTiles(left, op.inputStride, rows, weights + (<usize>k << 5), size, op.sums + at, stride, start, end, 0);
  }
  if (!isRelu) activateColumns(op.activation, op.alpha, op.sums + at, op.outputs + at, stride, rows);
}

/** inputGradient = gradient · weightsᵀ, then back through the activation that gave the inputs. */
export function denseInputGradient(op: DenseInputGradient, rows: i32, thread: i32, threads: i32): void {
  const scratch = op.scratch + <usize>thread * op.scratchBytes;
  const stride = op.inputStride;
  const panels = panelsOf(op.depth);
  const last = shareOf(panels, thread + 1, threads);
  for (let panel = shareOf(panels, thread, threads); panel < last; panel++) {
    const at = <usize>panel << 5;
    const result = op.inputGradient + at;
    for (let k = 0; k < op.columns; k += blockDepth) {
      const size = min(blockDepth, op.columns - k);
      packTransposed(op.weights + <usize>(k >> 3) * op.panelBytes + (<usize>panel << 8), op.panelBytes, size, scratch);
      const left = op.gradient + (<usize>k << 2);
      const start = k > 0 ? fromResult : fromZero;
      columnTiles(left, op.gradientStride, rows, scratch, size, result, stride, start, storeTile, 0);
    }
    activateColumnsBack(op.activation, op.alpha, result, op.sums + at, op.outputs + at, stride, rows);
  }
}

/**
 * The gradients of weights and bias, inputsᵀ · gradient and the gradient's sums over the rows, and at once the
 * optimizer's step with them. Plain gradient descent adds to the weights as it multiplies; for the others the gradient
 * of one panel at a time is in the scratch memory; with `gradientOnly` it goes where it is to be kept.
 */
export function denseUpdate(op: DenseUpdate, rows: i32, thread: i32, threads: i32): void {
  if (isSparse(op.sparse)) {
    sparseUpdate(op, rows, thread, threads);
    return;
  }
  const panels = panelsOf(op.columns);
  const last = shareOf(panels, thread + 1, threads);
  const scratch = op.scratch + <usize>thread * op.scratchBytes;
  for (let panel = shareOf(panels, thread, threads); panel < last; panel++) updatePanel(op, panel, rows, scratch);
}

function updatePanel(op: DenseUpdate, panel: i32, rows: i32, scratch: usize): void {
  const optimizer = op.optimizer;
  const packed = scratch + 32;
  const own = packed + (<usize>blockDepth << 5);
  const at = <usize>panel << 5;
  const shift = <usize>panel * op.panelBytes;
  const adds = optimizer == gradientDescent;
  const result = adds ? op.weights + shift : optimizer == gradientOnly ? op.weightGradient + shift : own;
  const sums = optimizer == gradientOnly && op.bias != 0 ? op.biasGradient + at : scratch;
  for (let row = 0; row < rows; row += blockDepth) {
    const size = min(blockDepth, rows - row);
    const left = op.inputs + <usize>row * op.inputStride;
    packColumns(op.gradient + <usize>row * op.gradientStride + at, op.gradientStride, size, packed);
    addPanel(packed, size, sums, row == 0);
    const start = adds || row == 0 ? fromZero : fromResult;
    const end = adds ? addScaled : storeTile;
    const factor = -load<f32>(op.settings);
    transposedColumnTiles(left, op.inputStride, op.depth, packed, size, result, 32, start, end, factor);
  }
  applyUpdates(op, 1, own, sums, at, shift);
}

/** The optimizer's step with the gradients of so many panels, where it has not been taken yet. */
export function applyUpdates(op: DenseUpdate, panels: i32, own: usize, sums: usize, at: usize, shift: usize): void {
  const optimizer = op.optimizer;
  if (optimizer == gradientOnly) return;
  if (optimizer != gradientDescent) {
    for (let panel = 0; panel < panels; panel++) {
      const part = <usize>panel * op.panelBytes;
      const place = shift + part;
      const slot2 = op.weightSlot2 + place;
      updateFloats(optimizer, op.weights + place, own + part, op.weightSlot + place, slot2, op.depth << 3, op.settings);
    }
  }
  if (op.bias == 0) return;
  updateFloats(optimizer, op.bias + at, sums, op.biasSlot + at, op.biasSlot2 + at, panels << 3, op.settings);
}
