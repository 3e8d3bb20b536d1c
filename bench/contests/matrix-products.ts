import { inNode } from './commands.ts';
import type { Contest } from './contest.ts';
import { gigaflops, shareOf } from './units.ts';

/** [m, k] · [k, n], and which of the two lies transposed in memory. */
interface Product {
  readonly name: string;
  readonly size: readonly [m: number, k: number, n: number];
  readonly transpose?: 'a' | 'b';
}

const baseline = 'the peak';

const squares = [64, 128, 256, 512, 1024].map((n): Product => ({ name: String(n), size: [n, n, n] }));

/** Those of a step on the book's network: outputs x·w, then xᵀ·dy for the weights, and dy·wᵀ for what lies below. */
const ofChapter: readonly Product[] = [
  { name: 'forward-1', size: [50, 784, 300] },
  { name: 'forward-2', size: [50, 300, 100] },
  { name: 'forward-3', size: [50, 100, 10] },
  { name: 'weights-3', size: [100, 50, 10], transpose: 'a' },
  { name: 'inputs-3', size: [50, 10, 100], transpose: 'b' },
  { name: 'weights-2', size: [300, 50, 100], transpose: 'a' },
  { name: 'inputs-2', size: [50, 100, 300], transpose: 'b' },
  { name: 'weights-1', size: [784, 50, 300], transpose: 'a' },
];

/** Matrix products against what the machine's multiply-adds would allow. */
export const matrixProducts: readonly Contest[] = [...squares, ...ofChapter].map(({ name, size, transpose = '' }) => {
  const [m, k, n] = size;
  const args = ['--product', size.join('-'), '--transpose', transpose];
  return {
    id: `products/${name}`,
    title: `${name}: [${m}, ${k}]${transpose === 'a' ? 'ᵀ' : ''} · [${k}, ${n}]${transpose === 'b' ? 'ᵀ' : ''}`,
    text: 'The peak is that of 128-bit multiply-adds on numbers in registers, on one thread.',
    contestants: [
      inNode(baseline, 'multiply-add.ts'),
      inNode('the compiled step', 'panel-product.ts', ...args),
      inNode('tf.matMul on our kernels', 'matrix-product.ts', ...args, '--kernels', 'ours'),
      inNode('tf.matMul', 'matrix-product.ts', ...args),
    ],
    baseline,
    unit: gigaflops,
    comparison: shareOf(baseline),
    pace: 0.25,
  };
});
