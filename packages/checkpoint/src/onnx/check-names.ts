import type { Network } from '../network/network.ts';
import { printable } from '../printable.ts';
import { hasLoneSurrogate } from '../safetensors/json-reader.ts';

/** @throws RangeError for a layer whose name UTF-8 cannot carry. */
export function checkNames({ layers }: Network): void {
  for (const { name } of layers) {
    if (hasLoneSurrogate(name)) {
      throw new RangeError(
        `Cannot export layer ${printable(JSON.stringify(name))}: its name must be whole Unicode, it has half a surrogate pair.`,
      );
    }
  }
}
