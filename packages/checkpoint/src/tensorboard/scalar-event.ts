import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { ProtoCursor } from './proto-cursor.ts';

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

/** Given a scalar as it is found; its tag lies between two places. */
export type ScalarListener = (tagStart: number, tagStop: number, value: number, step: number, wallTime: number) => void;

/**
 * Reads the event between two places; all that is no scalar is passed over.
 * @param emit Given each scalar.
 * @returns Its version, which only the first event of a file has.
 * @throws Error for bytes that are no event.
 */
export function readEvent(cursor: ProtoCursor, start: number, end: number, emit: ScalarListener): string | undefined {
  let [wallTime, step] = [0, 0];
  let version: string | undefined;
  cursor.at = start;
  while (cursor.next(end)) {
    if (cursor.is(1, Bit64)) wallTime = cursor.double();
    else if (cursor.is(2, Varint)) step = cursor.int64();
    else if (cursor.is(3, LengthDelimited)) version = cursor.text();
  }
  if (!Number.isSafeInteger(step)) throw new Error(`its step must be at most 2^53 - 1, it is ${step}`);
  cursor.at = start;
  while (cursor.next(end)) {
    if (!cursor.is(5, LengthDelimited)) continue;
    const [after, summaryEnd] = [cursor.at, cursor.stop];
    cursor.at = cursor.start;
    while (cursor.next(summaryEnd)) {
      if (cursor.is(1, LengthDelimited)) readValue(cursor, emit, step, wallTime);
    }
    cursor.at = after;
  }
  return version;
}

/** Summary.Value, if it is a number. */
function readValue(cursor: ProtoCursor, emit: ScalarListener, step: number, wallTime: number): void {
  const [after, end] = [cursor.at, cursor.stop];
  let [tagStart, tagStop] = [0, 0];
  let value: number | undefined;
  cursor.at = cursor.start;
  while (cursor.next(end)) {
    if (cursor.is(1, LengthDelimited)) [tagStart, tagStop] = [cursor.start, cursor.stop];
    else if (cursor.is(2, Bit32)) value = cursor.float();
  }
  cursor.at = after;
  if (value !== undefined) emit(tagStart, tagStop, value, step, wallTime);
}
