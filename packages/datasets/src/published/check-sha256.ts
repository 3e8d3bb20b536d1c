/** @throws Error where no checksum can be computed, before anything is downloaded in vain. */
export function requireSha256(title: string): void {
  if (globalThis.crypto?.subtle) return;
  throw new Error(
    `Cannot check the files of ${title}: it takes crypto.subtle, which browsers have on pages from https or localhost only. Serve the page so, or name a source of your own.`,
  );
}

/** @throws RangeError if the bytes are not those that were published. */
export async function checkSha256(bytes: Uint8Array<ArrayBuffer>, required: string, name: string): Promise<void> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (found !== required) {
    throw new RangeError(`Cannot use "${name}": its contents must have SHA-256 ${required}, they have ${found}.`);
  }
}
