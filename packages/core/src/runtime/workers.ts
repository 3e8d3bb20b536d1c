/** What a worker of the kernels is given. */
export interface WorkerData {
  /** Compiled once: all threads run the same code, and what one has warmed up is warm for all. */
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly thread: number;
}

/** A worker's program; it is given its data. In the kernels it never returns. */
const program =
  '({ module, memory, thread }) => WebAssembly.instantiate(module, { env: { memory } })' +
  '.then((instance) => instance.exports.work(thread))';

/** Whether this runtime has memory that workers can share; in a page, only where it is cross-origin isolated. */
export function canShareMemory(): boolean {
  return typeof SharedArrayBuffer === 'function' && globalThis.crossOriginIsolated !== false;
}

/** Whether the thread that asks may sleep until memory changes: a page's main thread may not. */
export function mayWait(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts a worker that does not keep the process alive. Node, Deno and Bun have Node's workers, pages their own.
 * @throws Error where workers are forbidden.
 */
export function startWorker(data: WorkerData): void {
  const threads = globalThis.process?.getBuiltinModule?.('node:worker_threads');
  if (threads) {
    const source = `(${program})(require('node:worker_threads').workerData)`;
    const worker = new threads.Worker(source, { eval: true, workerData: data });
    worker.on('error', () => {}); // a worker that does not start is one that is not there
    worker.unref();
  } else {
    const source = `onmessage = ({ data }) => (${program})(data)`;
    const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
    worker.onerror = (event) => event.preventDefault();
    worker.postMessage(data);
  }
}
