import { WireType } from '@bufbuild/protobuf/wire';

const { Varint, Bit64, LengthDelimited, StartGroup, EndGroup, Bit32 } = WireType;

/**
 * Goes through the fields of protobuf messages where they lie, and makes nothing on the way: an event file holds very many
 * small ones, and a reader for each took ten times the file.
 */
export class ProtoCursor {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  /** Where the next field begins. */
  at = 0;
  /** Of the last field: its number, its type, and where its contents lie. */
  field = 0;
  type = 0;
  start = 0;
  stop = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Goes to the next field before `end`, and past it. @returns Whether there is one. @throws Error if it is none. */
  next(end: number): boolean {
    if (this.at >= end) return false;
    const tag = this.#varint(end);
    this.field = Math.floor(tag / 8);
    this.type = tag % 8;
    if (this.field === 0 || this.field > 0x1fffffff) throw new Error(`it has a field of number ${this.field}`);
    this.start = this.at;
    if (this.type === StartGroup) this.#skipGroups(end);
    else this.#skip(end);
    return true;
  }

  is(field: number, type: WireType): boolean {
    return this.field === field && this.type === type;
  }

  /** The field's contents: of a float. */
  float(): number {
    return this.#view.getFloat32(this.start, true);
  }

  double(): number {
    return this.#view.getFloat64(this.start, true);
  }

  /** Of an int64; not a safe integer where it is too large for one. */
  int64(): number {
    let [low, high] = [0, 0];
    for (let i = this.start, shift = 0; i < this.stop; i++, shift += 7) {
      const bits = this.bytes[i]! & 127;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high = bits >>> 4;
      } else high |= bits << (shift - 32);
    }
    return high * 2 ** 32 + (low >>> 0);
  }

  text(): string {
    return new TextDecoder().decode(this.bytes.subarray(this.start, this.stop));
  }

  #skip(end: number): void {
    if (this.type === Varint) this.#varint(end);
    else if (this.type === LengthDelimited) {
      const length = this.#varint(end);
      this.start = this.at;
      this.at += length;
    } else if (this.type === Bit64) this.at += 8;
    else if (this.type === Bit32) this.at += 4;
    else throw new Error(`it has a field of type ${this.type}`);
    if (this.at > end) throw new Error('a field goes beyond its end');
    this.stop = this.at;
  }

  /** To the end of a group, which may hold others. */
  #skipGroups(end: number): void {
    const { field, start } = this;
    for (let depth = 1; depth > 0; ) {
      if (this.at >= end) throw new Error('a group has no end');
      this.type = this.#varint(end) % 8;
      if (this.type === StartGroup) depth++;
      else if (this.type === EndGroup) depth--;
      else this.#skip(end);
    }
    [this.field, this.type, this.start, this.stop] = [field, StartGroup, start, this.at];
  }

  #varint(end: number): number {
    let [value, scale] = [0, 1];
    for (let i = 0; i < 10; i++) {
      if (this.at >= end) throw new Error('a number goes beyond its end');
      const byte = this.bytes[this.at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
    throw new Error('a number has more than 10 bytes');
  }
}
