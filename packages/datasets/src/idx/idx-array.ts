/** The typed arrays that an IDX file's numbers can be. */
export type IdxNumbers = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** What an IDX file holds: its numbers in C order, and its dimensions. */
export interface IdxArray {
  readonly data: IdxNumbers;
  readonly shape: readonly number[];
}

/** How one element type is named and read: all are big-endian. */
export interface ElementType {
  readonly name: string;
  readonly bytes: number;
  read(view: DataView, start: number, count: number): IdxNumbers;
}

/** A reader of numbers of more than one byte, which have to be copied to be put in this machine's order. */
function wide<T extends IdxNumbers>(
  TypedArray: { new (length: number): T; readonly BYTES_PER_ELEMENT: number },
  get: (view: DataView, offset: number) => number,
): ElementType['read'] {
  return (view, start, count) => {
    const out = new TypedArray(count);
    for (let i = 0; i < count; i++) out[i] = get(view, start + i * TypedArray.BYTES_PER_ELEMENT);
    return out;
  };
}

/** The element types by their code, the third byte of a file. */
export const elementTypes: ReadonlyMap<number, ElementType> = new Map<number, ElementType>([
  [
    0x08,
    { name: 'uint8', bytes: 1, read: (view, start, n) => new Uint8Array(view.buffer, view.byteOffset + start, n) },
  ],
  [0x09, { name: 'int8', bytes: 1, read: (view, start, n) => new Int8Array(view.buffer, view.byteOffset + start, n) }],
  [0x0b, { name: 'int16', bytes: 2, read: wide(Int16Array, (view, at) => view.getInt16(at)) }],
  [0x0c, { name: 'int32', bytes: 4, read: wide(Int32Array, (view, at) => view.getInt32(at)) }],
  [0x0d, { name: 'float32', bytes: 4, read: wide(Float32Array, (view, at) => view.getFloat32(at)) }],
  [0x0e, { name: 'float64', bytes: 8, read: wide(Float64Array, (view, at) => view.getFloat64(at)) }],
]);
