import type { Dataspace } from './dataspace.ts';
import { readDataspace } from './dataspace.ts';
import { type Datatype, readDatatype } from './datatype.ts';
import { Cursor, type Hdf5Source, UnknownHdf5 } from './hdf5-source.ts';
import { type Message, messageOf, messageTypes } from './object-header.ts';

/** The texts at an object by their names; an attribute of no elements, of whatever type, is a list of none. */
export type Texts = Map<string, string | readonly string[]>;

/** What a text takes beside its letters. */
const bytesPerText = 48;

/** Reads the attributes of objects; long texts lie in heaps, each of which is read once. */
export class TextReader {
  readonly #source: Hdf5Source;
  readonly #heaps = new Map<number, Map<number, { readonly at: number; readonly size: number }>>();

  constructor(source: Hdf5Source) {
    this.#source = source;
  }

  read(messages: readonly Message[]): Texts {
    const info = messageOf(messages, messageTypes.attributeInfo);
    if (info) {
      info.skip(1);
      info.skip((info.byte() & 1) !== 0 ? 2 : 0);
      if (Number.isFinite(info.address())) throw new UnknownHdf5('an object of very many attributes');
    }
    const texts: Texts = new Map();
    for (const { type, data } of messages) {
      if (type === messageTypes.attribute) this.#readAttribute(new Cursor(this.#source, data.at, data.end), texts);
    }
    return texts;
  }

  #readAttribute(cursor: Cursor, texts: Texts): void {
    const version = cursor.byte();
    if (version < 1 || version > 3) throw new Error('it is damaged: an attribute of no known version');
    if (version === 1) cursor.skip(1);
    else if (cursor.byte() !== 0) throw new UnknownHdf5('a type that attributes share');
    const [nameSize, typeSize, spaceSize] = [cursor.uint16(), cursor.uint16(), cursor.uint16()];
    if (version === 3) cursor.skip(1);
    const padded = (size: number): number => (version === 1 ? Math.ceil(size / 8) * 8 : size);
    const name = untilZero(cursor.take(padded(nameSize)));
    const datatype = readDatatype(cursor.inner(padded(typeSize)));
    const space = readDataspace(cursor.inner(padded(spaceSize)));
    this.#source.take(bytesPerText + name.length);
    if (space.count === 0) texts.set(name, []);
    else if (datatype.kind === 'text' || datatype.kind === 'longText')
      texts.set(name, this.#texts(cursor, datatype, space));
  }

  #texts(cursor: Cursor, { kind, size }: Datatype, { count, isScalar }: Dataspace): string | readonly string[] {
    if (count * size > cursor.left) throw new Error('it is damaged: a text ends too early');
    const list: string[] = [];
    for (let i = 0; i < count; i++) {
      const element = cursor.inner(size);
      const bytes = kind === 'text' ? element.take(size) : this.#longText(element);
      this.#source.take(bytesPerText + bytes.length);
      list.push(untilZero(bytes));
    }
    return isScalar ? list[0]! : list;
  }

  /** Its length, and where it lies: which heap, and what is its number there. */
  #longText(element: Cursor): Uint8Array {
    const length = element.uint32();
    const heap = element.address();
    const index = element.uint32();
    if (length === 0) return new Uint8Array(0);
    const found = this.#heapAt(heap).get(index);
    if (!found || found.size < length) throw new Error('it is damaged: a text is not where it must be');
    return this.#source.part(found.at, length, 'a text').take(length);
  }

  #heapAt(address: number): ReadonlyMap<number, { readonly at: number; readonly size: number }> {
    const read = this.#heaps.get(address);
    if (read) return read;
    const source = this.#source;
    const start = source.part(address, 8 + source.lengthSize, 'a heap of texts').signature('GCOL', 'a heap of texts');
    start.skip(4);
    const cursor = source.part(address, start.length(), 'a heap of texts');
    cursor.skip(8 + source.lengthSize);
    const heap = new Map<number, { readonly at: number; readonly size: number }>();
    while (cursor.left >= 8 + source.lengthSize) {
      const index = cursor.uint16();
      cursor.skip(6);
      const size = cursor.length();
      if (index === 0) break; // what is free
      source.take(bytesPerText + 64);
      heap.set(index, { at: cursor.skip(size), size });
      cursor.skip(Math.min(cursor.left, -size & 7));
    }
    this.#heaps.set(address, heap);
    return heap;
  }
}

function untilZero(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
