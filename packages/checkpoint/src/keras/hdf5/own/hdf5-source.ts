/** What is not known here: the HDF5 library may know it. */
export class UnknownHdf5 extends Error {}

/** Beyond the end of the address space: where nothing is. */
const nowhere = Number.POSITIVE_INFINITY;

/**
 * An HDF5 file's bytes, and how much of them was read: all that is read but once is as long as the file at most, so that
 * parts which lead to one another in circles are found out.
 */
export class Hdf5Source {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** How many bytes an address takes, and a length. */
  addressSize = 8;
  lengthSize = 8;
  #left: number;
  #room: number;
  #unpacked = 0;
  readonly maxBytes: number;

  constructor(bytes: Uint8Array, maxBytes: number) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#left = 4 * bytes.length + 2 ** 16;
    this.#room = maxBytes;
    this.maxBytes = maxBytes;
  }

  /** Counts memory before it is taken. */
  take(bytes: number): void {
    this.#room -= bytes;
    if (this.#room < 0) throw this.tooMuch(this.maxBytes - this.#room);
  }

  /** Counts what chunks become, one after the other in the same memory, which is work. */
  unpack(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked > 4 * this.maxBytes) throw this.tooMuch(this.#unpacked);
  }

  tooMuch(claimed: number): Error {
    return new Error(
      `it claims ${claimed} bytes or more, the limit is ${this.maxBytes}; raise maxBytes if you trust it`,
    );
  }

  /** A part of the file, of this length at least. */
  part(at: number, length: number, what: string): Cursor {
    if (!(at >= 0 && at + length <= this.bytes.length)) {
      throw new Error(`it is damaged: ${what} must lie in its ${this.bytes.length} bytes, it is not there`);
    }
    this.#left -= length;
    if (this.#left < 0) throw new Error('it is damaged: its parts lead to one another in circles');
    return new Cursor(this, at, at + length);
  }

  /** A text that ends with a zero. */
  text(at: number, what: string): string {
    const end = at >= 0 && at < this.bytes.length ? this.bytes.indexOf(0, at) : -1;
    if (end < 0) throw new Error(`it is damaged: ${what} has no end`);
    this.part(at, end - at, what);
    return new TextDecoder().decode(this.bytes.subarray(at, end));
  }
}

/** A place in a part of a file, which moves on as it is read. */
export class Cursor {
  readonly source: Hdf5Source;
  readonly end: number;
  at: number;

  constructor(source: Hdf5Source, at: number, end: number) {
    this.source = source;
    this.at = at;
    this.end = end;
  }

  get left(): number {
    return this.end - this.at;
  }

  /** Moves on, and gives where it was. */
  skip(length: number): number {
    if (!(length >= 0 && length <= this.left)) throw new Error('it is damaged: a part of it ends too early');
    this.at += length;
    return this.at - length;
  }

  /** A number of so many bytes; one that no file reaches where all its bits are set, or it cannot be counted. */
  number(size: number): number {
    const { bytes } = this.source;
    const from = this.skip(size);
    let value = 0;
    let isNowhere = size > 2;
    for (let i = size - 1; i >= 0; i--) {
      value = value * 256 + bytes[from + i]!;
      isNowhere &&= bytes[from + i] === 255;
    }
    return isNowhere || !Number.isSafeInteger(value) ? nowhere : value;
  }

  byte(): number {
    return this.source.bytes[this.skip(1)]!;
  }

  uint16(): number {
    return this.source.view.getUint16(this.skip(2), true);
  }

  uint32(): number {
    return this.source.view.getUint32(this.skip(4), true);
  }

  address(): number {
    return this.number(this.source.addressSize);
  }

  length(): number {
    return this.number(this.source.lengthSize);
  }

  signature(text: string, what: string): this {
    const found = this.take(text.length);
    if ([...text].some((letter, i) => found[i] !== letter.charCodeAt(0))) {
      throw new Error(`it is damaged: ${what} must begin with ${text}, it does not`);
    }
    return this;
  }

  /** So many bytes, which lie in the file. */
  take(length: number): Uint8Array {
    const from = this.skip(length);
    return this.source.bytes.subarray(from, from + length);
  }

  /** What comes next, of this length, as a part of its own. */
  inner(length: number): Cursor {
    const from = this.skip(length);
    return new Cursor(this.source, from, from + length);
  }
}
