// A web page that does with its storages what ../storages.test.ts asks it to.
import { type CheckpointStorage, indexedDbStorage, opfsStorage } from '@feedforward/checkpoint';

/** One call of a storage's method. Bytes go as text, each character's code being one byte. */
export interface Call {
  readonly kind: 'opfs' | 'indexedDb';
  readonly place: string;
  readonly method: keyof CheckpointStorage | 'release';
  readonly name: string;
  readonly bytes: string;
}

/** What came of it. */
export interface Answer {
  readonly names?: readonly string[];
  readonly bytes?: string;
  readonly error?: { readonly isRange: boolean; readonly message: string };
}

const storages = { opfs: opfsStorage, indexedDb: indexedDbStorage };
const releases = new Map<string, () => Promise<void>>();

async function answer({ kind, place, method, name, bytes }: Call): Promise<Answer> {
  const storage = storages[kind](place);
  switch (method) {
    case 'list':
      return { names: await storage.list() };
    case 'read':
      return { bytes: toText(await storage.read(name)) };
    case 'write':
      await storage.write(
        name,
        Uint8Array.from(bytes, (character) => character.charCodeAt(0)),
      );
      return {};
    case 'remove':
      await storage.remove(name);
      return {};
    case 'lock':
      releases.set(`${kind} ${place}`, await storage.lock!());
      return {};
    case 'release':
      await releases.get(`${kind} ${place}`)?.();
      return {};
  }
}

function toText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 10_000) text += String.fromCharCode(...bytes.subarray(at, at + 10_000));
  return text;
}

declare global {
  var call: (call: Call) => Promise<Answer>;
}

globalThis.call = (call) =>
  answer(call).catch((error: unknown) => ({
    error: { isRange: error instanceof RangeError, message: error instanceof Error ? error.message : String(error) },
  }));
