/** Options for downloading a file. */
export interface DownloadOptions {
  /** Ends the download, which then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Seconds to wait for the server's answer. Default 30. */
  readonly connectSeconds?: number | undefined;
  /** Seconds to wait for more of the answer before the download is given up. Default 30. */
  readonly silenceSeconds?: number | undefined;
  /** The largest download in bytes. Default 2³⁰, which is 1 GiB. */
  readonly maxDownloadBytes?: number | undefined;
}

/** Options of {@link download}. */
export interface BodyOptions extends DownloadOptions {
  /** Whether to take what the server answers; if not, its body is not read. Default: any status of success. */
  readonly accept?: ((response: Response) => boolean) | undefined;
  /** Told how much there is, as it comes in. */
  readonly onProgress?: ((loaded: number, total: number | undefined) => void) | undefined;
}

/**
 * What is at a URL; undefined where the answer is not accepted. A server that stalls, before its answer or within it, is
 * given up, and so is a body that is larger than allowed, whatever length it declared.
 * @throws Error that says why; what the signal was aborted with.
 */
export async function download(
  url: string | URL,
  { signal, connectSeconds = 30, silenceSeconds = 30, maxDownloadBytes = 2 ** 30, accept, onProgress }: BodyOptions,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const seconds = { connectSeconds, silenceSeconds };
  for (const [name, value] of Object.entries(seconds)) {
    if (!(value > 0)) throw new RangeError(`Cannot read "${url}": ${name} must be above 0, it is ${value}.`);
  }
  signal?.throwIfAborted();
  const controller = new AbortController();
  const abort = (): void => controller.abort(signal?.reason);
  signal?.addEventListener('abort', abort);
  try {
    const response = await within(
      fetch(url, { signal: controller.signal }),
      connectSeconds,
      `the server must answer within ${connectSeconds} seconds (connectSeconds), it does not`,
    );
    if (accept && !accept(response)) return undefined;
    if (!response.ok) throw new Error(`the server answers ${response.status} ${response.statusText}`.trimEnd());
    return await readBody(response);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
    controller.abort(); // what is left of a body is not to come in
  }

  async function readBody(response: Response): Promise<Uint8Array<ArrayBuffer>> {
    const total = totalBytes(response);
    if (total !== undefined && total > maxDownloadBytes) throw tooLong(`it goes on after that, to ${total}`);
    const pieces: Uint8Array[] = [];
    let loaded = 0;
    const reader = response.body?.getReader();
    const silent = `the server must go on within ${silenceSeconds} seconds (silenceSeconds), it does not`;
    const next = async () => reader && within(reader.read(), silenceSeconds, silent);
    for (let piece = await next(); piece?.value; piece = await next()) {
      pieces.push(piece.value);
      loaded += piece.value.length;
      if (loaded > maxDownloadBytes) throw tooLong('it goes on after that');
      onProgress?.(loaded, total);
    }
    return joined(pieces, loaded);
  }

  function tooLong(found: string): RangeError {
    return new RangeError(`it must be of ${maxDownloadBytes} bytes at most (maxDownloadBytes), ${found}`);
  }
}

/** Timers take no more milliseconds, and would else go off at once. */
const longestTimer = 2 ** 31 - 1;

async function within<T>(promise: Promise<T>, seconds: number, otherwise: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(otherwise)), Math.min(seconds * 1000, longestTimer));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The length that the server declares, unless it is that of compressed bytes which `fetch` decompresses. */
function totalBytes({ headers }: Response): number | undefined {
  const length = headers.get('content-length');
  return length && !headers.get('content-encoding') ? Number(length) : undefined;
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
