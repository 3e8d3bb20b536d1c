import { swapBytes } from '../../../numpy/memory-order.ts';
import type { RawDType, RawTree } from '../read-tree.ts';
import { type Dataset, readDataset, readElements } from './dataset.ts';
import { Hdf5Source, UnknownHdf5 } from './hdf5-source.ts';
import { readLinks } from './links.ts';
import { type Message, readMessages } from './object-header.ts';
import { TextReader, type Texts } from './texts.ts';

const deepest = 32;
const mostObjects = 100_000;
/** What an object takes beside its texts and numbers. */
const bytesPerObject = 192;

/**
 * All that an HDF5 file holds, as h5py and Keras write it: groups by their symbol tables or links, datasets that lie in one
 * piece or in chunks, packed by zlib or not, and texts (the HDF5 File Format Specification, version 3). It is read without
 * the HDF5 library, which a small file can make run in circles and take all memory. Each part of the file is read once, and
 * memory is counted before it is taken.
 *
 * @throws UnknownHdf5 for what later versions have, which is rare; Error that says what is wrong with the file.
 */
export function readOwnTree(bytes: Uint8Array, maxBytes: number): RawTree {
  const source = new Hdf5Source(bytes, maxBytes);
  const texts = new TextReader(source);
  const tree: RawTree = { attributes: new Map(), datasets: new Map(), skipped: new Map() };
  let objects = 0;

  const visit = (path: string, messages: readonly Message[], depth: number): void => {
    if (depth > deepest)
      throw new Error(`its groups must lie within one another ${deepest} deep at most, they do more`);
    tree.attributes.set(path, texts.read(messages));
    for (const { name, address } of readLinks(source, messages) ?? []) {
      if (++objects > mostObjects) throw new Error(`it must hold ${mostObjects} objects at most, it holds more`);
      const inner = path === '' ? name : `${path}/${name}`;
      source.take(bytesPerObject + inner.length);
      const own = readMessages(source, address);
      const dataset = readDataset(own);
      if (dataset) keep(tree, inner, dataset, source, texts.read(own));
      else visit(inner, own, depth + 1);
    }
  };
  visit('', readMessages(source, rootOf(source)), 0);
  return tree;
}

/** Where the header of the outermost group is. */
function rootOf(source: Hdf5Source): number {
  const start = source.part(0, 48, 'its beginning');
  start.skip(8);
  const version = start.byte();
  if (version > 3) throw new Error(`its format must be of a version from 0 to 3, it is ${version}`);
  if (version < 2) start.skip(4);
  source.addressSize = start.byte();
  source.lengthSize = start.byte();
  for (const size of [source.addressSize, source.lengthSize]) {
    if (size !== 4 && size !== 8) throw new UnknownHdf5('addresses of another size');
  }
  const places = source.part(version < 2 ? 24 + 4 * version : 12, 4 * source.addressSize, 'its beginning');
  if (places.address() !== 0) throw new UnknownHdf5('a file within a file');
  places.skip(2 * source.addressSize);
  // Before version 2 it is in an entry of a symbol table, after the place of its name.
  return version < 2
    ? source.part(24 + 4 * version + 5 * source.addressSize, source.addressSize, 'its beginning').address()
    : places.address();
}

function keep(tree: RawTree, path: string, dataset: Dataset, source: Hdf5Source, texts: Texts): void {
  const { datatype, shape } = dataset;
  const dtype = dataset.isNull ? undefined : dtypeOf(dataset, texts);
  if (!dtype) {
    tree.skipped.set(path, nameOf(dataset));
    return;
  }
  const found = readElements(source, dataset);
  const isHalf = dtype === 'float16' || dtype === 'bfloat16';
  if (isHalf) source.take(2 * found.length);
  else if (!isWhole(found)) source.take(found.length); // it lies in the file
  let bytes = found;
  if (datatype.isBigEndian && dtype !== 'bfloat16') {
    source.take(found.length);
    bytes = new Uint8Array(found);
    swapBytes(bytes, datatype.size);
  }
  tree.datasets.set(path, { dtype, shape: [...shape], bytes });
}

/** Whether an array has a buffer of its own, all of which it is. */
export function isWhole({ buffer, byteLength }: Uint8Array): boolean {
  return buffer.byteLength === byteLength;
}

/** Keras says beside it what is of bfloat16: h5py writes these as two bytes of no known kind. */
function dtypeOf({ datatype }: Dataset, texts: Texts): RawDType | undefined {
  const { kind, size, dtype } = datatype;
  const isPair = kind === 'half' || (kind === 'opaque' && size === 2);
  if (isPair && texts.get('dtype') === 'bfloat16') return 'bfloat16';
  return kind === 'half' ? 'float16' : dtype;
}

function nameOf({ isNull, datatype: { kind, size } }: Dataset): string {
  if (isNull) return 'empty';
  if (kind === 'text') return `S${size}`;
  return kind === 'longText' ? 'S' : kind === 'compound' ? 'compound' : 'unknown';
}
