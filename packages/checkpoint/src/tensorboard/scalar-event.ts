import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** A point of a curve. */
export interface ScalarEvent {
  /** The curve's name, such as `epoch_loss`. */
  readonly tag: string;
  /** Of float32's precision, as the file has it. */
  readonly value: number;
  readonly step: number;
  /** When it was written, in seconds since 1970. */
  readonly wallTime: number;
}

/** Event of tensorflow/core/util/event.proto, as far as it is used here. */
export interface Event {
  /** Only the first event of a file has one. */
  readonly fileVersion: string | undefined;
  readonly scalars: Generator<ScalarEvent, void>;
}

/** What the first event of every file says. */
const fileVersion = 'brain.Event:2';

const { Varint, Bit64, Bit32, LengthDelimited } = WireType;
/** `SessionLog.SessionStatus`. */
const start = 1;

export function encodeVersion(wallTime: number): Uint8Array {
  return begin(wallTime, 0).tag(3, LengthDelimited).string(fileVersion).finish();
}

/** All values of a step in one event. */
export function encodeScalars(wallTime: number, step: number, values: Readonly<Record<string, number>>): Uint8Array {
  const writer = begin(wallTime, step).tag(5, LengthDelimited).fork();
  for (const [tag, value] of Object.entries(values)) {
    writer.tag(1, LengthDelimited).fork().tag(1, LengthDelimited).string(tag);
    writer.tag(2, Bit32).raw(float32(value)).join();
  }
  return writer.join().finish();
}

export function encodeStart(wallTime: number, step: number): Uint8Array {
  return begin(wallTime, step).tag(7, LengthDelimited).fork().tag(1, Varint).int32(start).join().finish();
}

/** As protobuf writes it: what is zero is left out. */
function begin(wallTime: number, step: number): BinaryWriter {
  const writer = new BinaryWriter().tag(1, Bit64).double(wallTime);
  return step === 0 ? writer : writer.tag(2, Varint).int64(step);
}

/** Little-endian. The writer's own method refuses what float32 has as infinity. */
function float32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return bytes;
}

/**
 * Passes over all that is no scalar. Scalars are read as they are asked for, since a few bytes may tell of each of them.
 * @throws Error for bytes that are no event; so does going on to a scalar.
 */
export function readEvent(bytes: Uint8Array): Event {
  let [wallTime, step] = [0, 0];
  let version: string | undefined;
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === 1 && type === Bit64) wallTime = reader.double();
    else if (field === 2 && type === Varint) step = Number(reader.int64());
    else if (field === 3 && type === LengthDelimited) version = reader.string();
    else reader.skip(type, field);
  }
  if (!Number.isSafeInteger(step)) throw new Error(`its step must be at most 2^53 - 1, it is ${step}`);
  return { fileVersion: version, scalars: scalarsIn(bytes, step, wallTime) };
}

function* scalarsIn(bytes: Uint8Array, step: number, wallTime: number): Generator<ScalarEvent, void> {
  for (const summary of fieldsOf(bytes, 5)) {
    for (const value of fieldsOf(summary, 1)) {
      const point = readValue(value);
      if (point) yield { ...point, step, wallTime };
    }
  }
}

/** The bytes of every field of this number that has some. */
function* fieldsOf(bytes: Uint8Array, wanted: number): Generator<Uint8Array, void> {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === wanted && type === LengthDelimited) yield reader.bytes();
    else reader.skip(type, field);
  }
}

/** Summary.Value; undefined if it is not a number. */
function readValue(bytes: Uint8Array): Pick<ScalarEvent, 'tag' | 'value'> | undefined {
  let tag = '';
  let value: number | undefined;
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === 1 && type === LengthDelimited) tag = reader.string();
    else if (field === 2 && type === Bit32) value = reader.float();
    else reader.skip(type, field);
  }
  return value === undefined ? undefined : { tag, value };
}
