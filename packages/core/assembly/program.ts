import {
  opActivate,
  opActivateBack,
  opCheckLoss,
  opClip,
  opClipFactors,
  opCopy,
  opDense,
  opDenseInputGradient,
  opDenseUpdate,
  opLoss,
  opMultiply,
  opNormalize,
  opNormalizeBack,
  opNormalizeByMoving,
  opScaleBytes,
  opScanColumns,
  opScanRows,
  opSoftmax,
  opSoftmaxBack,
  opSquaredNorm,
  opUpdate,
  withoutBarrier,
} from '../src/kernels/codes';
import { clip, clipFactors, squaredNorm } from './clipping';
import { dense, denseInputGradient, denseUpdate } from './dense';
import { activate, activateBack, copy, multiply, softmax, softmaxBack } from './elementwise';
import { scaleBytes } from './input';
import {
  Activate,
  ActivateBack,
  CheckLoss,
  Clip,
  ClipFactors,
  Copy,
  Dense,
  DenseInputGradient,
  DenseUpdate,
  Loss,
  Multiply,
  Normalize,
  NormalizeBack,
  NormalizeByMoving,
  ScaleBytes,
  ScanColumns,
  ScanRows,
  Softmax,
  SoftmaxBack,
  SquaredNorm,
  Update,
} from './instructions';
import { checkLoss, loss } from './losses';
import { normalize, normalizeBack, normalizeByMoving } from './normalization';
import { update } from './optimizers';
import { scanColumns, scanRows } from './sparse-scan';
import { barrier } from './threads';

// A program is a row of instructions: a word with the code, a word with how many words follow, and those.

/**
 * One thread's share of a program on so many rows.
 * @returns 0; 1 if the loss is not finite, and the instructions after the check have not been run.
 */
export function runShare(program: usize, length: i32, rows: i32, thread: i32, threads: i32): i32 {
  const end = program + (<usize>length << 2);
  let at = program;
  while (at < end) {
    const code = load<i32>(at);
    const operands = at + 8;
    at = operands + (<usize>load<i32>(at, 4) << 2);
    if (!runInstruction(code & 0xff, operands, rows, thread, threads)) return 1;
    if (threads > 1 && (code & withoutBarrier) == 0 && at < end) {
      if (ASC_FEATURE_THREADS) barrier(thread, threads);
    }
  }
  return 0;
}

/** @returns False if the program is to end here. */
function runInstruction(code: i32, a: usize, rows: i32, thread: i32, threads: i32): bool {
  if (code == opCheckLoss) return checkLoss(changetype<CheckLoss>(a), rows, thread);
  if (code == opScaleBytes) scaleBytes(changetype<ScaleBytes>(a), rows, thread, threads);
  else if (code == opScanRows) scanRows(changetype<ScanRows>(a), rows, thread, threads);
  else if (code == opScanColumns) scanColumns(changetype<ScanColumns>(a), rows, thread, threads);
  else if (code == opDense) dense(changetype<Dense>(a), rows, thread, threads);
  else if (code == opActivate) activate(changetype<Activate>(a), rows, thread, threads);
  else if (code == opActivateBack) activateBack(changetype<ActivateBack>(a), rows, thread, threads);
  else if (code == opSoftmax) softmax(changetype<Softmax>(a), rows, thread, threads);
  else if (code == opSoftmaxBack) softmaxBack(changetype<SoftmaxBack>(a), rows, thread, threads);
  else if (code == opMultiply) multiply(changetype<Multiply>(a), rows, thread, threads);
  else if (code == opNormalize) normalize(changetype<Normalize>(a), rows, thread, threads);
  else if (code == opNormalizeByMoving) normalizeByMoving(changetype<NormalizeByMoving>(a), rows, thread, threads);
  else if (code == opNormalizeBack) normalizeBack(changetype<NormalizeBack>(a), rows, thread, threads);
  else if (code == opLoss) loss(changetype<Loss>(a), rows, thread, threads);
  else if (code == opDenseInputGradient) denseInputGradient(changetype<DenseInputGradient>(a), rows, thread, threads);
  else if (code == opDenseUpdate) denseUpdate(changetype<DenseUpdate>(a), rows, thread, threads);
  else if (code == opUpdate) update(changetype<Update>(a), thread, threads);
  else if (code == opSquaredNorm) squaredNorm(changetype<SquaredNorm>(a), thread, threads);
  else if (code == opClipFactors) clipFactors(changetype<ClipFactors>(a), thread);
  else if (code == opClip) clip(changetype<Clip>(a), thread, threads);
  else if (code == opCopy) copy(changetype<Copy>(a), thread);
  else unreachable();
  return true;
}
