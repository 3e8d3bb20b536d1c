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
import { checkLoss, loss } from './losses';
import { normalize, normalizeBack, normalizeByMoving } from './normalization';
import { updateFloats } from './optimizers';
import { shareOf } from './share';
import { scanColumns, scanRows } from './sparse';
import { barrier } from './threads';

// A program is a row of instructions: a word with the code, a word with how many words follow, and those. In
// `instructions.ts` they are written, in the order in which they are read here.

@inline
function word(at: usize, index: usize): i32 {
  return load<i32>(at + (index << 2));
}

@inline
function address(at: usize, index: usize): usize {
  return load<usize>(at + (index << 2));
}

@inline
function float(at: usize, index: usize): f32 {
  return load<f32>(at + (index << 2));
}

@inline
function double(at: usize, index: usize): f64 {
  return load<f64>(at + (index << 2));
}

/**
 * One thread's share of a program on so many rows.
 * @returns 0; 1 if the loss is not finite, and the instructions after the check have not been run.
 */
export function runShare(program: usize, length: i32, rows: i32, thread: i32, threads: i32): i32 {
  const end = program + (<usize>length << 2);
  let at = program;
  while (at < end) {
    const code = word(at, 0);
    const a = at + 8;
    at = a + (<usize>word(at, 1) << 2);
    if (!runInstruction(code & 0xff, a, rows, thread, threads)) return 1;
    if (threads > 1 && (code & withoutBarrier) == 0 && at < end) {
      if (ASC_FEATURE_THREADS) barrier(thread, threads);
    }
  }
  return 0;
}

function runInstruction(code: i32, a: usize, rows: i32, thread: i32, threads: i32): bool {
  switch (code) {
    case opScaleBytes:
      scaleBytes(address(a, 0), address(a, 1), word(a, 2), load<f64>(address(a, 3)), rows, thread, threads);
      break;
    case opScanRows:
      scanRows(address(a, 0), address(a, 1), word(a, 2), address(a, 3), rows, thread, threads);
      break;
    case opScanColumns:
      scanColumns(word(a, 0), address(a, 1), rows, thread, threads);
      break;
    case opDense:
      dense(address(a, 0), address(a, 1), word(a, 2), address(a, 3), address(a, 4), address(a, 5), address(a, 6), address(a, 7), address(a, 8), word(a, 9), word(a, 10), float(a, 11), address(a, 12), rows, thread, threads);
      break;
    case opActivate:
      activate(word(a, 0), float(a, 1), address(a, 2), address(a, 3), address(a, 4), word(a, 5), rows, thread, threads);
      break;
    case opActivateBack:
      activateBack(word(a, 0), float(a, 1), address(a, 2), address(a, 3), address(a, 4), address(a, 5), word(a, 6), rows, thread, threads);
      break;
    case opSoftmax:
      softmax(address(a, 0), address(a, 1), address(a, 2), word(a, 3), rows, thread, threads);
      break;
    case opSoftmaxBack:
      softmaxBack(address(a, 0), address(a, 1), address(a, 2), word(a, 3), rows, thread, threads);
      break;
    case opMultiply:
      multiply(address(a, 0), address(a, 1), address(a, 2), address(a, 3), rows, thread, threads);
      break;
    case opNormalize:
      normalize(address(a, 0), address(a, 1), address(a, 2), word(a, 3), address(a, 4), address(a, 5), address(a, 6), address(a, 7), address(a, 8), address(a, 9), address(a, 10), address(a, 11), double(a, 12), float(a, 14), rows, thread, threads);
      break;
    case opNormalizeByMoving:
      normalizeByMoving(address(a, 0), address(a, 1), address(a, 2), word(a, 3), address(a, 4), address(a, 5), address(a, 6), address(a, 7), float(a, 8), rows, thread, threads);
      break;
    case opNormalizeBack:
      normalizeBack(address(a, 0), address(a, 1), address(a, 2), word(a, 3), address(a, 4), address(a, 5), address(a, 6), address(a, 7), address(a, 8), rows, thread, threads);
      break;
    case opLoss:
      loss(word(a, 0), float(a, 1), address(a, 2), address(a, 3), word(a, 4), address(a, 5), load<usize>(address(a, 6)), load<f32>(address(a, 7)), address(a, 8), address(a, 9), rows, thread, threads);
      break;
    case opCheckLoss:
      return checkLoss(address(a, 0), load<f64>(address(a, 1)), address(a, 2), rows, thread);
    case opDenseInputGradient:
      denseInputGradient(address(a, 0), address(a, 1), word(a, 2), address(a, 3), address(a, 4), address(a, 5), address(a, 6), word(a, 7), word(a, 8), float(a, 9), address(a, 10), address(a, 11), address(a, 12) + <usize>thread * address(a, 13), rows, thread, threads);
      break;
    case opDenseUpdate:
      denseUpdate(address(a, 0), address(a, 1), word(a, 2), address(a, 3), address(a, 4), word(a, 5), address(a, 6), address(a, 7), address(a, 8), address(a, 9), address(a, 10), address(a, 11), address(a, 12), address(a, 13), address(a, 14), word(a, 15), address(a, 16), address(a, 17), address(a, 18) + <usize>thread * address(a, 19), rows, thread, threads);
      break;
    case opUpdate: {
      const vectors = word(a, 5) >> 2;
      const first = shareOf(vectors, thread, threads);
      const count = (shareOf(vectors, thread + 1, threads) - first) << 2;
      const shift = <usize>first << 4;
      updateFloats(word(a, 0), address(a, 1) + shift, address(a, 2) + shift, address(a, 3) + shift, address(a, 4) + shift, count, address(a, 6));
      break;
    }
    case opSquaredNorm:
      squaredNorm(address(a, 0), word(a, 1), address(a, 2), thread, threads);
      break;
    case opClipFactors:
      clipFactors(word(a, 0), float(a, 1), address(a, 2), address(a, 3), address(a, 4), word(a, 5), thread);
      break;
    case opClip:
      clip(word(a, 0), float(a, 1), address(a, 2), word(a, 3), address(a, 4), thread, threads);
      break;
    case opCopy:
      copy(address(a, 0), address(a, 1), word(a, 2), thread);
      break;
    default:
      unreachable();
  }
  return true;
}
