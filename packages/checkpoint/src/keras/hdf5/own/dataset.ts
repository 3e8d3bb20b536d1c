import { readDataspace } from './dataspace.ts';
import { type Datatype, readDatatype } from './datatype.ts';
import { type Filter, readFilters, unfiltered } from './filters.ts';
import { type Cursor, type Hdf5Source, UnknownHdf5 } from './hdf5-source.ts';
import { type Message, messageOf, messageTypes } from './object-header.ts';

/** A dataset, before its numbers are read. */
export interface Dataset {
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  readonly isNull: boolean;
  /** Of all its elements. */
  readonly bytes: number;
  readonly layout: Cursor;
  readonly filters: readonly Filter[];
  /** What elements are that were never written: zeros if undefined. */
  readonly fill: Uint8Array | undefined;
}

/** Undefined where these are not the messages of a dataset. */
export function readDataset(messages: readonly Message[]): Dataset | undefined {
  const [space, type, layout, filters, fill, oldFill, elsewhere] = [
    messageTypes.dataspace,
    messageTypes.datatype,
    messageTypes.layout,
    messageTypes.filters,
    messageTypes.fillValue,
    messageTypes.oldFillValue,
    messageTypes.externalFiles,
  ].map((wanted) => messageOf(messages, wanted));
  if (!space || !type || !layout) return undefined;
  if (elsewhere) throw new UnknownHdf5('numbers in other files');
  const { shape, count, isNull } = readDataspace(space);
  const datatype = readDatatype(type);
  return {
    datatype,
    shape,
    isNull,
    bytes: count * datatype.size,
    layout,
    filters: filters ? readFilters(filters) : [],
    fill: fill ? readFill(fill) : oldFill && filled(oldFill.take(oldFill.uint32())),
  };
}

function readFill(cursor: Cursor): Uint8Array | undefined {
  const version = cursor.byte();
  if (version === 3) {
    const isDefined = (cursor.byte() & 0x20) !== 0;
    return isDefined ? filled(cursor.take(cursor.uint32())) : undefined;
  }
  if (version !== 1 && version !== 2) throw new Error('it is damaged: a value of no known version');
  cursor.skip(2);
  const isDefined = cursor.byte() !== 0;
  return version === 1 || isDefined ? filled(cursor.take(cursor.uint32())) : undefined;
}

const filled = (value: Uint8Array): Uint8Array | undefined => (value.some((byte) => byte !== 0) ? value : undefined);

/** The bytes of all elements, in memory of their own unless they lie side by side in the file. */
export function readElements(source: Hdf5Source, dataset: Dataset): Uint8Array {
  const { layout, bytes, datatype } = dataset;
  const version = layout.byte();
  if (version < 1 || version > 5) throw new Error('it is damaged: a layout of no known version');
  if (version !== 3 && version !== 4) throw new UnknownHdf5('a layout of an old version, or a later one');
  const kind = layout.byte();
  if (kind === 0) return sized(layout.take(layout.uint16()), bytes);
  if (kind === 1) {
    const [address, length] = [layout.address(), layout.length()];
    if (!Number.isFinite(address)) return unwritten(source, dataset);
    return sized(source.part(address, length, 'a dataset').take(length), bytes);
  }
  if (kind !== 2 || version !== 3) throw new UnknownHdf5('chunks with an index of a later version');
  const rank = layout.byte() - 1;
  const address = layout.address();
  const chunk = Array.from({ length: rank }, () => layout.uint32());
  if (rank !== dataset.shape.length || chunk.includes(0) || layout.uint32() !== datatype.size) {
    throw new Error('it is damaged: the chunks of a dataset do not fit it');
  }
  const chunkBytes = chunk.reduce((product, dimension) => product * dimension, datatype.size);
  if (chunkBytes > source.maxBytes) throw source.tooMuch(chunkBytes);
  const whole = unwritten(source, dataset);
  if (Number.isFinite(address) && bytes > 0) readChunks(source, dataset, address, chunk, chunkBytes, whole);
  return whole;
}

function sized(found: Uint8Array, bytes: number): Uint8Array {
  if (found.length !== bytes) {
    throw new Error(`it is damaged: a dataset must have ${bytes} bytes by its shape, it has ${found.length}`);
  }
  return found;
}

function unwritten(source: Hdf5Source, { bytes, fill, datatype }: Dataset): Uint8Array {
  source.take(bytes);
  const whole = new Uint8Array(bytes);
  if (fill?.length === datatype.size) for (let at = 0; at < bytes; at += fill.length) whole.set(fill, at);
  return whole;
}

/** A B-tree of version 1, whose leaves tell where chunks lie, in the file and in the dataset. */
function readChunks(
  source: Hdf5Source,
  { shape, datatype, filters }: Dataset,
  root: number,
  chunk: readonly number[],
  chunkBytes: number,
  whole: Uint8Array,
): void {
  source.take(chunkBytes);
  const keySize = 8 + 8 * (shape.length + 1);
  const addresses = [root];
  for (let address = addresses.pop(); address !== undefined; address = addresses.pop()) {
    const start = 8 + 2 * source.addressSize;
    const node = source.part(address, start, 'the chunks of a dataset').signature('TREE', 'the chunks of a dataset');
    if (node.byte() !== 1) throw new Error('it is damaged: where chunks must be, there is a group');
    const level = node.byte();
    const count = node.uint16();
    const entries = source.part(address + start, count * (keySize + source.addressSize), 'the chunks of a dataset');
    for (let i = 0; i < count; i++) {
      const [length, mask] = [entries.uint32(), entries.uint32()];
      const offset = shape.map(() => entries.number(8));
      entries.skip(8);
      const child = entries.address();
      if (level > 0) {
        addresses.push(child);
        continue;
      }
      if (offset.some((place, axis) => !(place < shape[axis]!) || place % chunk[axis]! !== 0)) {
        throw new Error('it is damaged: a chunk must lie within its dataset, it does not');
      }
      const stored = source.part(child, length, 'a chunk').take(length);
      source.unpack(chunkBytes);
      place(unfiltered(stored, filters, mask, chunkBytes), chunk, offset, whole, shape, datatype.size);
    }
  }
}

/** Puts a chunk where it belongs; what of it is beyond the dataset is left out. */
function place(
  bytes: Uint8Array,
  chunk: readonly number[],
  offset: readonly number[],
  whole: Uint8Array,
  shape: readonly number[],
  size: number,
): void {
  const last = chunk.length - 1;
  const within = chunk.map((length, axis) => Math.min(length, shape[axis]! - offset[axis]!));
  const run = within[last]! * size;
  const index = chunk.map(() => 0);
  for (;;) {
    let [from, to] = [0, 0];
    for (let axis = 0; axis <= last; axis++) {
      from = from * chunk[axis]! + index[axis]!;
      to = to * shape[axis]! + offset[axis]! + index[axis]!;
    }
    whole.set(bytes.subarray(from * size, from * size + run), to * size);
    let axis = last - 1;
    for (; axis >= 0; axis--) {
      if (++index[axis]! < within[axis]!) break;
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}
