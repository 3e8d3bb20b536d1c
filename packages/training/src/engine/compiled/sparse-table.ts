import { codes } from '@feedforward/core/kernels';
import type { Model } from '@feedforward/layers';
import type { Arena } from './arena.ts';

/** With fewer inputs there is nothing to gain by passing over zeros. */
const fewestInputs = 64;
/** Of one number other than 0: its place, and itself. */
const entryBytes = 8;

/**
 * The table in which the kernels list what is not 0 in the inputs; see `sparse-scan.ts` among them.
 * @returns Its address; 0 where the first layer has no use for it.
 */
export function sparseTable(arena: Arena, model: Model, inputs: number, capacity: number, training: boolean): number {
  const first = model.layers.find(({ layer }) => layer.config?.type !== 'flatten');
  if (first?.layer.config?.type !== 'dense' || inputs < fewestInputs) return 0;
  // Its columns are what the weights' gradient is made from.
  const listsColumns = training && first.layer.config.trainable !== false;
  if (listsColumns && capacity > codes.blockDepth) return 0;
  const rowBytes = (inputs + 4) * entryBytes;
  const columnBytes = capacity * entryBytes;
  const table = [
    0,
    ...[arena.bytes(capacity * rowBytes), rowBytes, arena.bytes(capacity * 4)],
    ...(listsColumns ? [arena.bytes(inputs * columnBytes), columnBytes, arena.bytes(inputs * 4)] : [0, 0, 0]),
  ];
  return arena.words(table);
}
