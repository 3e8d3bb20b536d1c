import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { compileKernels, kernelsOn } from './kernels-on-backend.ts';
import { multiply, type Product } from './mat-mul.ts';

let registered: Promise<void> | undefined;

/**
 * Puts our matrix products in the place of those of tfjs's `wasm` backend, for every program on it: with the same
 * results, several times sooner, and by an order of magnitude where a matrix is transposed. What ours do not do they
 * leave to tfjs's.
 */
export function registerKernels(relaxedSimd: boolean): Promise<void> {
  registered ??= compileKernels(relaxedSimd).then((module) => {
    replace(tf.BatchMatMul, module, ({ inputs, attrs }) => productOf(inputs, attrs));
    replace(tf._FusedMatMul, module, ({ inputs, attrs }) => fusedProductOf(inputs, attrs));
  });
  return registered;
}

type Arguments = Parameters<tf.KernelFunc>[0];

/** @param understand - the product that is asked for; undefined if it is one for tfjs's kernel */
function replace(
  kernelName: string,
  module: WebAssembly.Module,
  understand: (args: Arguments) => Product | undefined,
): void {
  const stock = tf.getKernel(kernelName, 'wasm');
  tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    ...stock,
    kernelFunc: (args) => {
      const backend = args.backend as BackendWasm; // it is registered for no other
      const product = understand(args);
      const kernels = product && kernelsOn(backend, module);
      return kernels ? multiply(kernels, backend, product) : stock.kernelFunc(args);
    },
  });
}

function productOf({ a, b }: tf.NamedTensorInfoMap, attrs: tf.NamedAttrMap | undefined): Product | undefined {
  if (a?.dtype !== 'float32' || b?.dtype !== 'float32') return undefined;
  if (a.shape.length < 2 || b.shape.length < 2) return undefined;
  return { a, b, transposeA: Boolean(attrs?.transposeA), transposeB: Boolean(attrs?.transposeB) };
}

function fusedProductOf(inputs: tf.NamedTensorInfoMap, attrs: tf.NamedAttrMap | undefined): Product | undefined {
  const product = productOf(inputs, attrs);
  const isRelu = attrs?.activation === 'relu';
  if (!product || !(isRelu || attrs?.activation === 'linear')) return undefined;
  const { bias } = inputs;
  const columns = product.b.shape.at(product.transposeB ? -2 : -1);
  const isRow = bias?.dtype === 'float32' && bias.shape.length === 1 && bias.shape[0] === columns;
  return !bias || isRow ? { ...product, bias, isRelu } : undefined;
}
