import type { MemoryBudget } from '../memory-budget.ts';
import { attempt, type Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';
import { type BundleEntry, readBundleEntry } from './bundle-entry.ts';
import { readBundleHeader } from './bundle-header.ts';
import { readTable } from './table/read-table.ts';

/** What the index of a checkpoint says. */
export interface Bundle {
  /** How many data files there are. */
  readonly shards: number;
  /** By name, in the order of the names' bytes. */
  readonly tensors: ReadonlyMap<string, BundleEntry>;
  /** Pieces of tensors that were saved in slices, by {@link keyText} of their keys. */
  readonly slices: ReadonlyMap<string, BundleEntry>;
}

/** Any bytes as a string that can be looked up: a character for each. */
export function keyText(key: Uint8Array): string {
  let text = '';
  for (const byte of key) text += String.fromCharCode(byte);
  return text;
}

/** About what an entry takes beside its name. */
const bytesPerEntry = 192;

export function readBundle(index: Uint8Array, budget: MemoryBudget, refuse: Refuse): Bundle {
  // Counted first: what many take is many times what they are written with.
  for (const { key } of readTable(index, refuse)) budget.take(bytesPerEntry + key.length);
  const entries = readTable(index, refuse);
  const header = entries.next().value;
  if (header?.key.length !== 0) throw refuse('its index must begin with a header, under the empty key; it does not');
  const { shards } = readBundleHeader(header.value, refuse);
  const tensors = new Map<string, BundleEntry>();
  const slices = new Map<string, BundleEntry>();
  for (const { key, value } of entries) {
    const isSlice = key[0] === 0; // no name begins so
    const name = isSlice ? keyText(key) : decodeName(key, refuse);
    const entry = attempt(`the entry ${quote(name)} of its index`, refuse, () => readBundleEntry(value));
    (isSlice ? slices : tensors).set(name, entry);
  }
  return { shards, tensors, slices };
}

function decodeName(key: Uint8Array, refuse: Refuse): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(key);
  } catch {
    throw refuse(`the names in its index must be UTF-8, ${quote(keyText(key))} is not`);
  }
}
