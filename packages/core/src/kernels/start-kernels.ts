import { requireSimd } from '../require-simd.ts';
import { webAssemblyFeatures } from '../webassembly-features.ts';
import { Kernels } from './kernels.ts';

/** How the kernels run. */
export interface KernelSettings {
  /**
   * The most threads that training may use. Default: as many as the machine runs at once, up to 8. Where memory cannot
   * be shared (a page that is not cross-origin isolated) there is one. Results do not depend on it.
   */
  readonly threads?: number | undefined;
  /**
   * Whether results are to be the same on every machine and in every runtime. Multiply-adds are then rounded twice, as
   * WebAssembly defines them, and not once, as most processors do sooner. Default false: where the runtime has relaxed
   * SIMD, it is used.
   */
  readonly deterministic?: boolean | undefined;
}

let started: { readonly deterministic: boolean; readonly kernels: Promise<Kernels> } | undefined;

/**
 * The kernels of this process, started if they are not running yet. The number of threads may be set at any time.
 * @throws RangeError for a number of threads that is none.
 * @throws Error where WebAssembly or SIMD is missing; or if they run already, and not as `deterministic` asks.
 */
export async function startKernels({ threads, deterministic }: KernelSettings = {}): Promise<Kernels> {
  if (threads !== undefined && !(Number.isSafeInteger(threads) && threads >= 1 && threads <= 255)) {
    throw new RangeError(`Cannot run on ${threads} threads: it takes a whole number from 1 to 255.`);
  }
  if (started && deterministic !== undefined && deterministic !== started.deterministic) {
    throw new Error(
      `Cannot ${deterministic ? 'make' : 'stop making'} results deterministic: the kernels run already. ` +
        'Call ready({ deterministic }) before anything is trained.',
    );
  }
  requireSimd();
  started ??= start(deterministic ?? false);
  const kernels = await started.kernels;
  if (threads !== undefined) kernels.maximumThreads = threads;
  return kernels;
}

function start(deterministic: boolean): NonNullable<typeof started> {
  const kernels = Kernels.start(!deterministic && webAssemblyFeatures().relaxedSimd);
  kernels.catch(() => {
    started = undefined;
  });
  return { deterministic, kernels };
}
