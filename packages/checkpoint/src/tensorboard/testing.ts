// For tests only.
import json from './goldens/tensorboard.json' with { type: 'json' };

/** What goldens/make-goldens.py wrote; files are in base64. */
export interface Goldens {
  readonly written: { readonly wallTime: number; readonly file: string };
  readonly read: { readonly file: string; readonly scalars: readonly (readonly (string | number)[])[] };
  /** A TFRecord file that is no event file. */
  readonly records: string;
}

export const goldens: Goldens = json;

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Takes what is written and gives it back. */
export function memorySink(): { readonly sink: (bytes: Uint8Array) => void; readonly bytes: () => Uint8Array } {
  const all: number[] = [];
  return { sink: (bytes) => void all.push(...bytes), bytes: () => Uint8Array.from(all) };
}
