import type { Cursor, Hdf5Source } from './hdf5-source.ts';
import { UnknownHdf5 } from './hdf5-source.ts';

/** Where the links of a group lie that has many of them: all in one heap, and their places in a B-tree of version 2. */
export function* heapLinks(source: Hdf5Source, heapAddress: number, treeAddress: number): Generator<Cursor, void> {
  const heap = readHeap(source, heapAddress);
  for (const id of heapIds(source, treeAddress, heap.idSize)) {
    if ((id.byte() & 0x30) !== 0) throw new UnknownHdf5('a link that lies elsewhere');
    const offset = id.number(heap.offsetSize);
    const length = id.number(heap.lengthSize);
    yield linkAt(source, heap, offset, length);
  }
}

interface Heap {
  /** Of an object's number in the heap, and of the parts that it is made of. */
  readonly idSize: number;
  readonly offsetSize: number;
  readonly lengthSize: number;
  /** Blocks lie in rows, of so many each; those of the first two rows are of this size, of later ones twice as large. */
  readonly width: number;
  readonly startSize: number;
  readonly mostDirect: number;
  readonly root: number;
  /** How many rows the root has; 0 where it is a block itself. */
  readonly rows: number;
}

/** A fractal heap. */
function readHeap(source: Hdf5Source, address: number): Heap {
  const { addressSize, lengthSize: size } = source;
  const what = 'a heap of links';
  const cursor = source.part(address, 22 + 12 * size + 3 * addressSize, what).signature('FRHP', what);
  if (cursor.byte() !== 0) throw new Error('it is damaged: a heap of no known version');
  const idSize = cursor.uint16();
  if (cursor.uint16() !== 0) throw new UnknownHdf5('a heap that is packed');
  cursor.skip(1);
  const mostManaged = cursor.uint32();
  cursor.skip(size + addressSize + size + addressSize + 8 * size);
  const width = cursor.uint16();
  const [startSize, mostDirect] = [cursor.length(), cursor.length()];
  const bits = cursor.uint16();
  cursor.skip(2);
  const root = cursor.address();
  const rows = cursor.uint16();
  if (width === 0 || bits > 64 || !(startSize > 0) || !(mostDirect >= startSize)) {
    throw new Error('it is damaged: a heap has no room');
  }
  const lengthSize = bytesFor(Math.min(mostDirect, mostManaged));
  return { idSize, offsetSize: Math.ceil(bits / 8), lengthSize, width, startSize, mostDirect, root, rows };
}

/** How many bytes hold a number up to this one. */
function bytesFor(most: number): number {
  let bytes = 1;
  while (256 ** bytes <= most) bytes++;
  return bytes;
}

function linkAt(source: Hdf5Source, heap: Heap, offset: number, length: number): Cursor {
  if (heap.rows === 0) return source.part(heap.root + offset, length, 'a link');
  const signature = 5 + source.addressSize + heap.offsetSize;
  let start = 0;
  for (let row = 0; row < heap.rows; row++) {
    const size = row === 0 ? heap.startSize : heap.startSize * 2 ** (row - 1);
    if (size > heap.mostDirect) break;
    if (offset < start + size * heap.width) {
      const index = row * heap.width + Math.floor((offset - start) / size);
      const at = source.part(heap.root + signature + index * source.addressSize, source.addressSize, 'a heap of links');
      return source.part(at.address() + ((offset - start) % size), length, 'a link');
    }
    start += size * heap.width;
  }
  throw new UnknownHdf5('a heap of heaps');
}

/** The numbers of links in their heap, by a B-tree of version 2 in the order of names' hashes. */
function* heapIds(source: Hdf5Source, address: number, idSize: number): Generator<Cursor, void> {
  const what = 'an index of links';
  const { addressSize } = source;
  const header = source.part(address, 18 + addressSize + source.lengthSize, what).signature('BTHD', what);
  if (header.byte() !== 0 || header.byte() !== 5) throw new Error('it is damaged: an index of no known kind');
  const nodeSize = header.uint32();
  const recordSize = header.uint16();
  const depth = header.uint16();
  header.skip(2);
  const root = header.address();
  const count = header.uint16();
  if (recordSize !== 4 + idSize || nodeSize < 16 + recordSize || depth > 8) {
    throw new Error('it is damaged: an index does not fit its links');
  }
  if (count === 0) return;
  // Of each kind of node, how many records it takes at most; above leaves, also how many bytes count those below it.
  const inLeaf = Math.floor((nodeSize - 10) / recordSize);
  const countSize = bytesFor(inLeaf);
  const levels: { most: number; totalSize: number }[] = [{ most: inLeaf, totalSize: 0 }];
  let total = inLeaf;
  for (let level = 1; level <= depth; level++) {
    const totalSize = level === 1 ? 0 : bytesFor(total);
    const most = Math.floor(
      (nodeSize - 10 - (addressSize + countSize + totalSize)) / (recordSize + addressSize + countSize + totalSize),
    );
    levels.push({ most, totalSize });
    total = (most + 1) * total + most;
  }
  const nodes = [{ at: root, count, level: depth }];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    const isLeaf = node.level === 0;
    const { totalSize } = levels[node.level]!;
    const pointers = isLeaf ? 0 : (node.count + 1) * (addressSize + countSize + totalSize);
    const cursor = source.part(node.at, 6 + node.count * recordSize + pointers, what);
    cursor.signature(isLeaf ? 'BTLF' : 'BTIN', what).skip(2);
    for (let i = 0; i < node.count; i++) {
      cursor.skip(4);
      yield cursor.inner(idSize);
    }
    if (isLeaf) continue;
    for (let i = 0; i <= node.count; i++) {
      const at = cursor.address();
      nodes.push({ at, count: cursor.number(countSize), level: node.level - 1 });
      cursor.skip(totalSize);
    }
  }
}
