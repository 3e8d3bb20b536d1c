import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { kernelsBinary } from '../kernels/binaries.ts';
import type { KernelExports } from '../kernels/exports.ts';

/** Our kernels' module, compiled for memory that no threads share, as tfjs's is. */
export function compileKernels(relaxedSimd: boolean): Promise<WebAssembly.Module> {
  return WebAssembly.compile(kernelsBinary({ relaxedSimd, shared: false }));
}

const instances = new WeakMap<BackendWasm, KernelExports | undefined>();

/** Our kernels at work in a backend's own memory; undefined where that is not a memory that they can work in. */
export function kernelsOn(backend: BackendWasm, module: WebAssembly.Module): KernelExports | undefined {
  if (!instances.has(backend)) instances.set(backend, instantiate(backend, module));
  return instances.get(backend);
}

function instantiate({ wasm }: BackendWasm, module: WebAssembly.Module): KernelExports | undefined {
  const memory = memoryOf(wasm);
  // A backend with threads of its own, which the program has started by itself, has shared memory.
  if (!memory || !(memory.buffer instanceof ArrayBuffer)) return undefined;
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelExports;
}

/** tfjs does not declare it. */
function memoryOf(wasm: object): WebAssembly.Memory | undefined {
  const exported: unknown = Reflect.get(wasm, 'asm');
  if (typeof exported !== 'object' || exported === null) return undefined;
  return Object.values(exported).find((value) => value instanceof WebAssembly.Memory);
}
