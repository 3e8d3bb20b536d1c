import { type RawTree, readTree } from './read-tree.ts';

/** What a worker is given. */
export interface Task {
  /** Of the HDF5 library's module. */
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly maxBytes: number;
  /** How much memory the library may take beside what it starts with. */
  readonly mostMemory: number;
}

/** What comes of it; `unavailable` where the worker cannot start, or not load the library. */
export type Outcome = { readonly tree: RawTree } | { readonly error: string } | 'unavailable' | 'late';

const program = `async ({ url, bytes, maxBytes, mostMemory }) => {
  const library = await import(url).catch(() => undefined);
  if (!library) return 'unavailable';
  await library.ready;
  const { grow } = WebAssembly.Memory.prototype;
  let left = mostMemory;
  WebAssembly.Memory.prototype.grow = function (pages) {
    left -= 65536 * pages;
    if (left < 0) throw new RangeError('it takes more memory than is allowed');
    return grow.call(this, pages);
  };
  return { tree: await (${readTree})(library, bytes, maxBytes) };
}`;
const answer = 'then(tell, (error) => tell({ error: String(error?.message ?? error) }))';

/**
 * Reads a file in a worker of its own, which ends with it: the HDF5 library may run in circles or break down on a
 * damaged file, and must not take the program with it. Node, Deno and Bun have Node's workers, pages their own.
 */
export async function readApart(task: Task, maxSeconds: number): Promise<Outcome> {
  let end = (): void => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<Outcome>((resolve) => {
      timer = setTimeout(() => resolve('late'), maxSeconds * 1000);
      end = start(task, resolve);
    });
  } catch {
    return 'unavailable'; // workers are forbidden
  } finally {
    clearTimeout(timer);
    end();
  }
}

/** Starts the worker. @returns What ends it. */
function start(task: Task, tell: (outcome: Outcome) => void): () => void {
  const threads = globalThis.process?.getBuiltinModule?.('node:worker_threads');
  if (threads) {
    const source = `const { parentPort, workerData } = require('node:worker_threads');
      const tell = (outcome) => parentPort.postMessage(outcome); (${program})(workerData).${answer}`;
    // What the library prints of its errors is not for the program's own output.
    const worker = new threads.Worker(source, { eval: true, workerData: task, stdout: true, stderr: true });
    worker.once('message', tell);
    worker.once('error', ({ message }) => tell({ error: message }));
    worker.once('exit', () => tell({ error: 'reading it broke down' }));
    return () => void worker.terminate();
  }
  const source = `const tell = (outcome) => postMessage(outcome); onmessage = ({ data }) => (${program})(data).${answer}`;
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(url);
  worker.onmessage = ({ data }) => tell(data);
  worker.onerror = (event) => {
    event.preventDefault();
    tell('unavailable');
  };
  worker.postMessage(task);
  return () => {
    worker.terminate();
    URL.revokeObjectURL(url);
  };
}
