/** What the kernels' module exports; see `assembly/`. Addresses are bytes in its memory. */
export interface KernelExports {
  /** Runs a program on so many rows: 0, or 1 where its loss is not finite. */
  run(program: number, length: number, rows: number, threads: number): number;
  matMul(
    left: number,
    isLeftTransposed: boolean,
    right: number,
    isRightTransposed: boolean,
    rows: number,
    depth: number,
    columns: number,
    result: number,
    bias: number,
    isRelu: boolean,
    scratch: number,
  ): void;
}

/** Instantiates the kernels' module on a memory. */
export async function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<KernelExports> {
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  return instance.exports as unknown as KernelExports;
}
