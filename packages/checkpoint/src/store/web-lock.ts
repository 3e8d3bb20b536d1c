/**
 * Takes a place for this page or worker among all of the site's, until the function that it gives is called or the page
 * is closed: the Web Locks API.
 * @throws Error if another has it, or where there are no such locks, as in a page that is not served over HTTPS.
 */
export async function webLock(place: string): Promise<() => Promise<void>> {
  const locks = globalThis.navigator?.locks;
  if (!locks) throw new Error(`Cannot lock ${place}: it takes a page served over HTTPS, or from this computer.`);
  let done = (): void => {};
  const released = new Promise<void>((resolve) => {
    done = resolve;
  });
  let held: Promise<void> = Promise.resolve();
  const isMine = await new Promise<boolean>((resolve, reject) => {
    held = locks.request(`feedforward: ${place}`, { ifAvailable: true }, async (lock) => {
      resolve(lock !== null);
      if (lock) await released;
    });
    held.catch(reject);
  });
  if (!isMine) throw new Error(`Cannot save in ${place}: another page or store has it. Close that one first.`);
  return async () => {
    done();
    await held; // only then can another have it
  };
}
