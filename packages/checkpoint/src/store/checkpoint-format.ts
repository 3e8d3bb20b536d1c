import { decodeSafetensors, type Safetensors } from '../safetensors/decode.ts';
import { encodeSafetensors } from '../safetensors/encode.ts';
import type { TensorData } from '../tensor-data.ts';

/** One file of a checkpoint: what follows the checkpoint's stem, such as `model.ckpt-7`, in its name; and its bytes. */
export type CheckpointPart = readonly [ending: string, bytes: Uint8Array];

/** The files that a checkpoint is written as. */
export interface CheckpointFormat {
  /** What ends a checkpoint's own name, by which the index lists it. */
  readonly nameEnding: string;
  /** What ends the name of the file that is written last: where that is, there is a checkpoint. */
  readonly lastEnding: string;
  /** Whether a file with this ending is one of a checkpoint's. */
  isPart(ending: string): boolean;
  /** The files, in the order in which they are to be written. */
  encode(
    tensors: Iterable<readonly [name: string, tensor: TensorData]>,
    metadata: Readonly<Record<string, string>>,
  ): readonly CheckpointPart[];
  /**
   * Reads the files, and verifies every checksum.
   * @param name What to call the checkpoint in errors.
   * @param read Gives the file with an ending.
   */
  decode(name: string, read: (ending: string) => Promise<Uint8Array>): Promise<Safetensors>;
}

/** One safetensors file, with a checksum of every tensor. */
export const safetensorsFormat: CheckpointFormat = {
  nameEnding: '.safetensors',
  lastEnding: '.safetensors',
  isPart: (ending) => ending === '.safetensors',
  encode: (tensors, metadata) => [['.safetensors', encodeSafetensors(tensors, metadata, { checksums: true })]],
  decode: async (name, read) => decodeSafetensors(await read('.safetensors'), { name }),
};
