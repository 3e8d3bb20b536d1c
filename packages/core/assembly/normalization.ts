import { Normalize, NormalizeBack, NormalizeByMoving } from './instructions';
import { panelsOf, shareOf } from './share';

// Batch normalization. What it keeps by column lies in arrays of whole panels; `gamma` and `beta` are 0 where the layer
// has none.

/**
 * y = γ · (x − mean) / √(variance + ε) + β with the batch's moments, which are kept for the way back; and the moving
 * moments' next values.
 */
export function normalize(op: Normalize, rows: i32, thread: i32, threads: i32): void {
  const x = op.inputs;
  const stride = op.stride;
  const vectors = panelsOf(op.columns) << 1;
  const last = shareOf(vectors, thread + 1, threads);
  const count = f32x4.splat(<f32>rows);
  const keep = f32x4.splat(<f32>op.momentum);
  const take = f32x4.splat(<f32>(1 - op.momentum));
  for (let vector = shareOf(vectors, thread, threads); vector < last; vector++) {
    const at = (<usize>vector) << 4;
    const end = x + at + <usize>rows * stride;
    let sum = f32x4.splat(0);
    for (let p = x + at; p < end; p += stride) sum = f32x4.add(sum, v128.load(p));
    const average = f32x4.div(sum, count);
    let squares = f32x4.splat(0);
    for (let p = x + at; p < end; p += stride) {
      const d = f32x4.sub(v128.load(p), average);
      squares = f32x4.add(squares, f32x4.mul(d, d));
    }
    const variance = f32x4.div(squares, count);
    const root = f32x4.div(f32x4.splat(1), f32x4.sqrt(f32x4.add(variance, f32x4.splat(op.epsilon))));
    v128.store(op.mean + at, average);
    v128.store(op.inverse + at, root);
    v128.store(op.nextMean + at, f32x4.add(f32x4.mul(v128.load(op.movingMean + at), keep), f32x4.mul(average, take)));
    v128.store(
      op.nextVariance + at,
      f32x4.add(f32x4.mul(v128.load(op.movingVariance + at), keep), f32x4.mul(variance, take)),
    );
    apply(x + at, op.outputs + at, stride, rows, average, root, op.gamma != 0 ? op.gamma + at : 0, op.beta != 0 ? op.beta + at : 0);
  }
}

/** The same with the moving moments, outside training. */
export function normalizeByMoving(op: NormalizeByMoving, rows: i32, thread: i32, threads: i32): void {
  const vectors = panelsOf(op.columns) << 1;
  const last = shareOf(vectors, thread + 1, threads);
  for (let vector = shareOf(vectors, thread, threads); vector < last; vector++) {
    const at = (<usize>vector) << 4;
    const variance = f32x4.add(v128.load(op.movingVariance + at), f32x4.splat(op.epsilon));
    const root = f32x4.div(f32x4.splat(1), f32x4.sqrt(variance));
    const average = v128.load(op.movingMean + at);
    apply(op.inputs + at, op.outputs + at, op.stride, rows, average, root, op.gamma != 0 ? op.gamma + at : 0, op.beta != 0 ? op.beta + at : 0);
  }
}

function apply(
  x: usize,
  y: usize,
  stride: usize,
  rows: i32,
  mean: v128,
  inverse: v128,
  gamma: usize,
  beta: usize,
): void {
  const factor = gamma != 0 ? f32x4.mul(inverse, v128.load(gamma)) : inverse;
  const shift = beta != 0 ? v128.load(beta) : f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), mean), factor), shift));
    x += stride;
    y += stride;
  }
}

/**
 * Turns, in place, gradients with respect to y into those with respect to x, and gives those of γ and β:
 * dx = γ/√(variance + ε) · (dy − mean(dy) − x̂ · mean(dy·x̂)).
 */
export function normalizeBack(op: NormalizeBack, rows: i32, thread: i32, threads: i32): void {
  const stride = op.stride;
  const vectors = panelsOf(op.columns) << 1;
  const last = shareOf(vectors, thread + 1, threads);
  const count = f32x4.splat(<f32>rows);
  for (let vector = shareOf(vectors, thread, threads); vector < last; vector++) {
    const at = (<usize>vector) << 4;
    const average = v128.load(op.mean + at);
    const root = v128.load(op.inverse + at);
    let sum = f32x4.splat(0);
    let products = sum;
    let g = op.gradient + at;
    let p = op.inputs + at;
    for (let row = 0; row < rows; row++) {
      const dy = v128.load(g);
      sum = f32x4.add(sum, dy);
      products = f32x4.add(products, f32x4.mul(dy, f32x4.mul(f32x4.sub(v128.load(p), average), root)));
      g += stride;
      p += stride;
    }
    v128.store(op.betaGradient + at, sum);
    v128.store(op.gammaGradient + at, products);
    const meanGradient = f32x4.div(sum, count);
    const meanProduct = f32x4.div(products, count);
    const factor = op.gamma != 0 ? f32x4.mul(root, v128.load(op.gamma + at)) : root;
    g = op.gradient + at;
    p = op.inputs + at;
    for (let row = 0; row < rows; row++) {
      const normal = f32x4.mul(f32x4.sub(v128.load(p), average), root);
      const rest = f32x4.sub(f32x4.sub(v128.load(g), meanGradient), f32x4.mul(normal, meanProduct));
      v128.store(g, f32x4.mul(rest, factor));
      g += stride;
      p += stride;
    }
  }
}
