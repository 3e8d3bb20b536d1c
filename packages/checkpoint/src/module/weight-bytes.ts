import { layerTensors } from '../network/layer-tensors.ts';
import { littleEndian } from '../network/little-endian.ts';
import type { Network } from '../network/network.ts';

/** All numbers of a network, layer after layer, as float32 of little endian. */
export function weightBytes({ layers }: Network): Uint8Array<ArrayBuffer> {
  return littleEndian(layers.flatMap(layerTensors).map(({ data }) => data));
}
