/** What TF.js says of a weight. */
export interface TfjsWeightSpec {
  name: string;
  shape: number[];
  dtype: 'float32' | 'int32' | 'bool';
  /** Default `model`. */
  group?: 'model' | 'optimizer';
  /** Of float32 that is stored in less: as halves, or as integers that stand for value · scale + min. */
  quantization?: { dtype: 'float16' | 'uint8' | 'uint16'; scale?: number; min?: number };
}

/** A model in memory, as `tf.loadLayersModel` takes it from an `IOHandler`. */
export interface TfjsArtifacts {
  modelTopology: object;
  weightSpecs: TfjsWeightSpec[];
  weightData: ArrayBuffer;
  format: string;
  generatedBy: string;
  convertedBy: string | null;
}

/** A model in memory, as `model.save` gives it to an `IOHandler`; what it is made of is checked where it is used. */
export interface TfjsReadArtifacts {
  readonly modelTopology?: unknown;
  readonly weightSpecs?: unknown;
  readonly weightData?: ArrayBuffer | readonly ArrayBuffer[];
  readonly format?: string;
  readonly generatedBy?: string;
  readonly convertedBy?: string | null;
  readonly trainingConfig?: unknown;
  readonly userDefinedMetadata?: unknown;
}

/** All bytes in one piece. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The bytes of all weights, one after the other. */
export function weightBytes({ weightData = [] }: TfjsReadArtifacts): Uint8Array {
  if (weightData instanceof ArrayBuffer) return new Uint8Array(weightData);
  return joined(weightData.map((part) => new Uint8Array(part)));
}
