// The compiled step's products, on weights that lie in panels; a step is a billion floating-point operations.
import {
  codes,
  type Instruction,
  instructions,
  type Kernels,
  type Rows,
  startKernels,
} from '@feedforward/core/kernels';
import { repeat } from './repeat.ts';
import { type Run, serve } from './serve.ts';
import { settings } from './settings.ts';
import { versionsOf } from './versions.ts';

const [m = 1, k = 1, n = 1] = settings.product;
const kernels = await startKernels({ threads: 1 });

/** Rows of random numbers, as long as whole panels. */
function rows(count: number, columns: number): Rows {
  const width = panels(columns) * codes.panelWidth;
  return { address: numbers(count * width), stride: width * 4, columns };
}

/** Weights of so many rows and columns, in panels. */
function weights(height: number, width: number): { weights: number; panelBytes: number; bias: number } {
  const panelFloats = panels(height) * codes.panelWidth * codes.panelWidth;
  return { weights: numbers(panels(width) * panelFloats), panelBytes: panelFloats * 4, bias: 0 };
}

function numbers(count: number): number {
  const address = kernels.allocate(count * 4);
  const values = kernels.floats(address, count);
  for (let i = 0; i < count; i++) values[i] = Math.sin(i);
  return address;
}

function panels(columns: number): number {
  return Math.ceil(columns / codes.panelWidth);
}

/** The product as the step that has it computes it: forward; of the weights' gradient; of the inputs'. */
function productOf(kernels: Kernels): Instruction {
  const floats = 4 * codes.panelWidth * (2 + codes.blockDepth + Math.max(m, k, n));
  const scratch = { address: kernels.allocate(floats * 4), bytes: floats * 4 };
  if (settings.transpose === 'a') {
    const gradient = weights(m, n);
    const place = { value: 0, slot: 0, slot2: 0, gradient: gradient.weights };
    const bias = { value: 0, slot: 0, slot2: 0, gradient: 0 };
    const set = [codes.gradientOnly, kernels.allocate(32), 0, scratch] as const;
    return instructions.denseUpdate(rows(k, m), rows(k, n), gradient.panelBytes, place, bias, ...set);
  }
  if (settings.transpose === 'b') {
    const before = { ...instructions.identity, inputs: 0, outputs: 0 };
    return instructions.denseInputGradient(rows(m, k), weights(n, k), rows(m, n), before, scratch);
  }
  const outputs = rows(m, n);
  return instructions.dense(rows(m, k), weights(k, n), outputs.address, outputs, instructions.identity, 0);
}

const program = kernels.write([productOf(kernels)]);
const count = settings.transpose === 'a' ? k : m;
const multiply = repeat(() => kernels.run(program, count, 1));

const run: Run = async (milliseconds) => {
  const { steps, seconds } = await multiply(milliseconds);
  return { steps: (steps * 2 * m * k * n) / 1e9, seconds };
};
await serve(run, { versions: versionsOf() });
