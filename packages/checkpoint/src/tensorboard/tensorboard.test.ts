import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readEvents, SummaryWriter } from './index.ts';
import { bytesOf, goldens, memorySink } from './testing.ts';

const root = mkdtempSync(join(tmpdir(), 'tensorboard-'));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const newFolder = (): string => join(root, String(folders++), 'logs');

beforeEach(() => void vi.useFakeTimers({ now: goldens.written.wallTime * 1000, toFake: ['Date'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const summary = (scalars: readonly { tag: string; value: number; step: number }[]): unknown[][] =>
  scalars.map(({ tag, value, step }) => [tag, value, step]);

describe('SummaryWriter', () => {
  it("writes the bytes that Google's protobuf and another's CRC-32C make", async () => {
    const { sink, bytes } = memorySink();
    const writer = new SummaryWriter(sink);
    writer.startSession(1);
    writer.addScalar('loss', 123.5, 1);
    writer.addScalars({ loss: 0.1, 'global_step/sec': 394.756 }, 101);
    writer.addScalars({ zero: Number.POSITIVE_INFINITY, one: 1 }, 0);
    await writer.flush();
    expect(bytes()).toEqual(bytesOf(goldens.written.file));
  });

  it('makes a folder and a file by its name in TensorFlow, with the first point or when it is flushed', async () => {
    const folder = newFolder();
    const writer = new SummaryWriter(folder);
    expect(() => readdirSync(folder)).toThrow('ENOENT');
    await writer.flush();
    const file = `events.out.tfevents.1529485234.${hostname()}`;
    expect(readdirSync(folder)).toEqual([file]);
    expect(await readEvents(join(folder, file))).toEqual({ scalars: [], isTruncated: false });
    writer.addScalar('loss', 1, 1);
    await writer.flush();
    expect(readdirSync(folder)).toEqual([file]);
  });

  it('takes a file of its own where there is one of the same second', async () => {
    const folder = newFolder();
    const writers = [1, 2, 3].map(() => new SummaryWriter(folder));
    writers.forEach((writer, i) => {
      writer.addScalar('loss', i, i);
    });
    await Promise.all(writers.map((writer) => writer.flush()));
    const name = `events.out.tfevents.1529485234.${hostname()}`;
    expect(readdirSync(folder).sort()).toEqual([name, `${name}.1`, `${name}.2`]);
    const values: number[] = [];
    for (const file of readdirSync(folder)) values.push((await readEvents(join(folder, file))).scalars[0]!.value);
    expect(values.sort()).toEqual([0, 1, 2]);
  });

  it('writes point by point: what was added is there when it is flushed, the rest as it goes', async () => {
    const folder = newFolder();
    const writer = new SummaryWriter(folder);
    const steps = Array.from({ length: 500 }, (_, i) => i);
    for (const step of steps) {
      writer.addScalar('loss', step / 2, step);
      if (step % 50 === 0) await writer.flush();
      if (step !== 250) continue;
      const { scalars, isTruncated } = await readEvents(join(folder, readdirSync(folder)[0]!));
      expect([scalars.length, isTruncated]).toEqual([251, false]);
    }
    await vi.waitFor(async () => {
      const { scalars } = await readEvents(join(folder, readdirSync(folder)[0]!));
      expect(summary(scalars)).toEqual(steps.map((step) => ['loss', step / 2, step]));
    });
  });

  it('calls its sink once at a time, in order, also where points come in the very turn it returns', async () => {
    const { sink, bytes } = memorySink();
    let calls = 0;
    const writer = new SummaryWriter(async (more) => {
      expect(calls++).toBe(0);
      await null;
      sink(more);
      calls--;
    });
    for (let step = 0; step < 200; step++) {
      writer.addScalar('loss', 0, step);
      for (let turns = step % 7; turns > 0; turns--) await null;
    }
    for (let turns = 0; turns < 50; turns++) await null; // without a flush
    const { scalars } = await readEvents(bytes());
    expect(scalars.map(({ step }) => step)).toEqual(Array.from({ length: 200 }, (_, i) => i));
  });

  it('tells what went wrong when it is flushed, loses nothing, and goes on', async () => {
    const { sink, bytes } = memorySink();
    let isFull = true;
    const writer = new SummaryWriter((more) => {
      if (isFull) throw new Error('The disk is full.');
      sink(more);
    });
    for (const step of [1, 2, 3]) {
      writer.addScalar('loss', 0.5, step);
      await expect(writer.flush()).rejects.toThrow('The disk is full.');
    }
    isFull = false;
    writer.addScalar('loss', 0.5, 4);
    await writer.flush();
    expect(summary((await readEvents(bytes())).scalars)).toEqual([1, 2, 3, 4].map((step) => ['loss', 0.5, step]));
  });

  it('says what folder cannot be written to, and why', async () => {
    const file = join(root, 'a file');
    writeFileSync(file, '');
    const writer = new SummaryWriter(join(file, 'logs'));
    writer.addScalar('loss', 1, 1);
    await expect(writer.flush()).rejects.toThrow(
      `Cannot write events into "${join(file, 'logs')}": a part of the path is not a folder (ENOTDIR).`,
    );
  });

  it('says what to give it where there are no files', async () => {
    vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never);
    const writer = new SummaryWriter('logs');
    await expect(writer.flush()).rejects.toThrow(
      'Cannot write events into "logs": this runtime has no file system (a browser?). Give a function that takes bytes instead.',
    );
  });

  it('writes over half a record that a failed write left', async () => {
    const folder = newFolder();
    const writer = new SummaryWriter(folder);
    writer.addScalar('loss', 1, 1);
    await writer.flush();
    const file = join(folder, readdirSync(folder)[0]!);
    const whole = readFileSync(file);
    writeFileSync(file, Buffer.concat([whole, whole.subarray(0, 20)]));
    writer.addScalar('loss', 2, 2);
    await writer.flush();
    const { scalars, isTruncated } = await readEvents(file);
    expect([summary(scalars), isTruncated]).toEqual([
      [
        ['loss', 1, 1],
        ['loss', 2, 2],
      ],
      false,
    ]);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('takes no step %d', (step) => {
    const writer = new SummaryWriter(() => {});
    expect(() => writer.addScalar('loss', 1, step)).toThrow(
      `Cannot add a scalar: its step must be a whole number, 0 or more; it is ${step}.`,
    );
    expect(() => writer.startSession(step)).toThrow('Cannot start a session: its step must be a whole number');
    expect(() => writer.addScalar('', 1, 1)).toThrow('Cannot add a scalar: its tag must not be empty.');
  });
});

describe('readEvents', () => {
  it('reads scalars among other events, in the precision of the file', async () => {
    const { scalars, isTruncated } = await readEvents(bytesOf(goldens.read.file));
    const expected = goldens.read.scalars.map(([tag, value, step]) => [tag, Number(value), step]);
    expect(summary(scalars)).toEqual(expected);
    expect(scalars.every(({ wallTime }) => wallTime === goldens.written.wallTime)).toBe(true);
    expect(isTruncated).toBe(false);
  });

  it('reads any number of curves of one step', async () => {
    const chunks: Uint8Array[] = [];
    const writer = new SummaryWriter((bytes) => void chunks.push(bytes));
    writer.addScalars(Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`curve ${i}`, i])), 1);
    await writer.flush();
    const { scalars } = await readEvents(Buffer.concat(chunks));
    expect(scalars).toHaveLength(200_000);
    expect(scalars.every(({ tag, value }, i) => tag === `curve ${i}` && value === i)).toBe(true);
  });

  it('reads files by paths and URLs, and names the one it cannot read', async () => {
    const path = join(root, 'events.out.tfevents.1');
    const bytes = bytesOf(goldens.read.file);
    writeFileSync(path, bytes);
    const { scalars } = await readEvents(bytes);
    expect((await readEvents(path)).scalars).toEqual(scalars);
    expect((await readEvents(pathToFileURL(path))).scalars).toEqual(scalars);
    writeFileSync(path, bytes.fill(1, 30, 31));
    await expect(readEvents(path)).rejects.toThrow(`Cannot read event file "${path}": the checksum of the record at `);
    await expect(readEvents(join(root, 'none'))).rejects.toThrow('it does not exist (ENOENT)');
  });

  it('reads what a killed process left, cut anywhere, up to its last whole record, and says so', async () => {
    const bytes = bytesOf(goldens.written.file);
    const { scalars } = await readEvents(bytes);
    const ends = new Set([0]);
    for (let at = 0; at < bytes.length; ends.add(at)) at += 16 + bytes[at]!; // none is longer than 255
    const lengths: number[] = [];
    for (let length = 0; length <= bytes.length; length++) {
      const read = await readEvents(bytes.subarray(0, length));
      expect(read.scalars).toEqual(scalars.slice(0, read.scalars.length));
      expect(read.isTruncated).toBe(!ends.has(length));
      if (ends.has(length)) lengths.push(read.scalars.length);
    }
    expect(lengths).toEqual([0, 0, 0, 1, 3, 5]); // the version, the start, and the points
  });

  it('refuses what is damaged, and what is no event file', async () => {
    const bytes = bytesOf(goldens.written.file);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      await expect(readEvents(bytes)).rejects.toThrow(
        /^Cannot read the event file bytes: the checksum of the (length of the )?record at byte \d+ must be 0x[0-9a-f]{8}, it is 0x[0-9a-f]{8}: the file is damaged there\.$/,
      );
      bytes[bit >> 3]! ^= 1 << (bit & 7);
    }
    await expect(readEvents(bytesOf(goldens.records))).rejects.toThrow(
      'it must begin with the version, brain.Event:2; it begins with none.',
    );
  });
});
