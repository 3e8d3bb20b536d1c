import { type Cursor, type Hdf5Source, UnknownHdf5 } from './hdf5-source.ts';
import { heapLinks } from './heap-links.ts';
import { type Message, messageOf, messageTypes } from './object-header.ts';

/** An object in a group. */
export interface Link {
  readonly name: string;
  /** Of its header. */
  readonly address: number;
}

/** What a link takes beside its name. */
const bytesPerLink = 160;

/** The objects in a group, by their names; undefined where these are not the messages of a group. */
export function readLinks(source: Hdf5Source, messages: readonly Message[]): Link[] | undefined {
  const table = messageOf(messages, messageTypes.symbolTable);
  const info = messageOf(messages, messageTypes.linkInfo);
  const links: Link[] = [];
  if (table) {
    const tree = table.address();
    const heap = source.part(table.address(), 8 + 2 * source.lengthSize + source.addressSize, 'the names of a group');
    heap.signature('HEAP', 'the names of a group').skip(4 + 2 * source.lengthSize);
    readTree(source, tree, heap.address(), links);
  } else if (info) {
    info.skip(1);
    info.skip((info.byte() & 1) !== 0 ? 8 : 0);
    const heap = info.address();
    if (Number.isFinite(heap)) {
      for (const link of heapLinks(source, heap, info.address())) links.push(readLink(source, link));
    }
  }
  for (const { type, data } of messages) if (type === messageTypes.link) links.push(readLink(source, data));
  return table || info || links.length > 0 ? links.sort((a, b) => (a.name < b.name ? -1 : 1)) : undefined;
}

/** A B-tree of version 1, whose leaves list the symbols of a group. */
function readTree(source: Hdf5Source, root: number, names: number, links: Link[]): void {
  const addresses = [root];
  for (let address = addresses.pop(); address !== undefined; address = addresses.pop()) {
    const size = 8 + 2 * source.addressSize;
    const node = source.part(address, size, 'a group').signature('TREE', 'a group');
    if (node.byte() !== 0) throw new Error('it is damaged: where a group must be, there is a dataset');
    const level = node.byte();
    const count = node.uint16();
    const children = source.part(address + size, count * (source.lengthSize + source.addressSize), 'a group');
    for (let i = 0; i < count; i++) {
      children.skip(source.lengthSize);
      if (level > 0) addresses.push(children.address());
      else readSymbols(source, children.address(), names, links);
    }
  }
}

function readSymbols(source: Hdf5Source, address: number, names: number, links: Link[]): void {
  const count = source.part(address, 8, 'the objects of a group').signature('SNOD', 'the objects of a group');
  count.skip(2);
  const entries = count.uint16();
  const symbols = source.part(address + 8, entries * (2 * source.addressSize + 24), 'the objects of a group');
  for (let i = 0; i < entries; i++) {
    const name = source.text(names + symbols.address(), 'the name of an object');
    const target = symbols.address();
    if (symbols.uint32() === 2) throw new UnknownHdf5('a link by a path');
    symbols.skip(20);
    source.take(bytesPerLink + name.length);
    links.push({ name, address: target });
  }
}

function readLink(source: Hdf5Source, cursor: Cursor): Link {
  if (cursor.byte() !== 1) throw new Error('it is damaged: a link of no known version');
  const flags = cursor.byte();
  if ((flags & 8) !== 0 && cursor.byte() !== 0) throw new UnknownHdf5('a link by a path');
  cursor.skip(((flags & 4) !== 0 ? 8 : 0) + ((flags & 0x10) !== 0 ? 1 : 0));
  const name = new TextDecoder().decode(cursor.take(cursor.number(2 ** (flags & 3))));
  source.take(bytesPerLink + name.length);
  return { name, address: cursor.address() };
}
