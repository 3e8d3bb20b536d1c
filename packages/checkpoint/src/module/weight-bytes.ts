import { layerTensors } from '../network/layer-tensors.ts';
import type { Network } from '../network/network.ts';

/** All numbers of a network, layer after layer, as float32 of little endian. */
export function weightBytes({ layers }: Network): Uint8Array<ArrayBuffer> {
  const tensors = layers.flatMap(layerTensors);
  const view = new DataView(new ArrayBuffer(4 * tensors.reduce((sum, { data }) => sum + data.length, 0)));
  let offset = 0;
  for (const { data } of tensors) {
    for (const value of data) {
      view.setFloat32(offset, value, true);
      offset += 4;
    }
  }
  return new Uint8Array(view.buffer);
}
