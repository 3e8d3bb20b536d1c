import { Cursor, type Hdf5Source, UnknownHdf5 } from './hdf5-source.ts';

/** The messages of an object that are read here, by their number. */
export const messageTypes = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  oldFillValue: 0x04,
  fillValue: 0x05,
  link: 0x06,
  externalFiles: 0x07,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const;

const known: ReadonlySet<number> = new Set(Object.values(messageTypes));
const { continuation } = messageTypes;

/** A part of an object's header. */
export interface Message {
  readonly type: number;
  readonly data: Cursor;
}

/** What a message, and an array that holds it, takes. */
const bytesPerMessage = 128;

/** The messages of the object whose header is there, of either version. */
export function readMessages(source: Hdf5Source, address: number): Message[] {
  const first = source.part(address, 16, 'the header of an object');
  const isNew = source.bytes[address] === 0x4f;
  const messages: Message[] = [];
  const blocks: Cursor[] = [];
  let hasOrder = false;
  if (isNew) {
    first.signature('OHDR', 'the header of an object');
    if (first.byte() !== 2) throw new Error('it is damaged: an object header of no known version');
    const flags = first.byte();
    hasOrder = (flags & 4) !== 0;
    const times = (flags & 0x20) !== 0 ? 16 : 0;
    const limits = (flags & 0x10) !== 0 ? 4 : 0;
    const sizeAt = address + 6 + times + limits;
    const sizeOfSize = 2 ** (flags & 3);
    const size = source.part(sizeAt, sizeOfSize, 'the header of an object').number(sizeOfSize);
    blocks.push(source.part(sizeAt + sizeOfSize, size, 'the header of an object'));
  } else {
    if (first.byte() !== 1) throw new Error('it is damaged: where an object must be, there is none');
    first.skip(7);
    blocks.push(source.part(address + 16, first.uint32(), 'the header of an object'));
  }
  for (let block = blocks.pop(); block; block = blocks.pop()) {
    while (block.left >= (isNew ? 4 : 8)) {
      const type = isNew ? block.byte() : block.uint16();
      const size = block.uint16();
      const flags = block.byte();
      block.skip(isNew ? (hasOrder ? 2 : 0) : 3);
      const data = block.inner(size);
      if (!known.has(type)) continue;
      if ((flags & 2) !== 0) throw new UnknownHdf5('a message that objects share');
      if (type !== continuation) {
        source.take(bytesPerMessage);
        messages.push({ type, data });
        continue;
      }
      const more = source.part(data.address(), data.length(), 'the continuation of a header');
      blocks.push(isNew ? new Cursor(source, more.signature('OCHK', 'a continuation').at, more.end - 4) : more);
    }
  }
  return messages;
}

/** The one message of this kind; undefined where there is none. */
export function messageOf(messages: readonly Message[], type: number): Cursor | undefined {
  return messages.find((message) => message.type === type)?.data;
}
