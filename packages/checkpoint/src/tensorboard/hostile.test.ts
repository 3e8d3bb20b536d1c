import { RandomState } from '@feedforward/random';
import { describe, expect, it } from 'vitest';
import { readEvents } from './index.ts';
import { encodeRecord, readRecords } from './record.ts';
import { bytesOf, goldens } from './testing.ts';

/** Set it higher to try more. */
const files = Number(process.env.EVENT_FILES ?? 6000);

const original = bytesOf(goldens.read.file);
const payloads = [...readRecords(original, (found) => new Error(found))].map(({ payload }) => payload);

/** One to three changes: a byte set, a stretch cut or doubled, or copied elsewhere. */
function mutate(bytes: Uint8Array, random: RandomState): Uint8Array {
  let mutated = Uint8Array.from(bytes);
  for (let changes = random.randint(1, 4); changes > 0 && mutated.length > 0; changes--) {
    const at = random.randint(0, mutated.length);
    const end = Math.min(mutated.length, at + random.randint(1, 20));
    const kind = random.randint(0, 4);
    if (kind === 0) mutated[at] = random.randint(0, 256);
    else if (kind === 1) mutated = joined(mutated.subarray(0, at), mutated.subarray(end));
    else if (kind === 2) mutated = joined(mutated.subarray(0, end), mutated.subarray(at));
    else mutated.copyWithin(random.randint(0, mutated.length), at, end);
  }
  return mutated;
}

function joined(...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

/** How many scalars were read; undefined where the file is refused as it should be. Any other failure is thrown. */
async function attempt(bytes: Uint8Array): Promise<number | undefined> {
  try {
    const { scalars } = await readEvents(bytes);
    const isSound = scalars.every(
      ({ step, value }) => Number.isSafeInteger(step) && Object.is(Math.fround(value), value),
    );
    if (!isSound || scalars.length * 7 > bytes.length) throw new TypeError('Not sound.'); // 7 is what a number takes
    return scalars.length;
  } catch (error) {
    if (!(error instanceof Error) || error.constructor !== Error) throw error;
    if (!error.message.startsWith('Cannot read the event file bytes: ') || !error.message.endsWith('.')) throw error;
    return undefined;
  }
}

describe('mutated event files', () => {
  it('are refused or soundly read', async () => {
    const random = new RandomState(1);
    const { scalars } = await readEvents(original);
    const count = { refused: 0, read: 0 };
    for (let i = 0; i < files; i++) {
      const read = await attempt(mutate(original, random));
      if (read === undefined) count.refused++;
      else count.read++;
      // Records may be cut out or doubled whole, three times; those that are read are as they were.
      expect(read ?? 0).toBeLessThanOrEqual(4 * scalars.length);
    }
    expect(count.refused).toBeGreaterThan(count.read);
    expect(count.read).toBeGreaterThan(0);
    if (process.env.EVENT_FILES) console.log(count);
  });

  it('are refused or soundly read, with checksums that are right', async () => {
    const random = new RandomState(2);
    const before = Reflect.ownKeys(Object.prototype).length;
    const count = { refused: 0, read: 0 };
    for (let i = 0; i < files; i++) {
      const changed = random.randint(0, payloads.length);
      const records = payloads.map((payload, at) => encodeRecord(at === changed ? mutate(payload, random) : payload));
      if ((await attempt(joined(...records))) === undefined) count.refused++;
      else count.read++;
    }
    expect(Math.min(count.refused, count.read)).toBeGreaterThan(files / 20);
    expect(Reflect.ownKeys(Object.prototype)).toHaveLength(before);
    if (process.env.EVENT_FILES) console.log(count);
  });

  it('take no memory for a length that is not there, nor the stack for groups within groups', async () => {
    const [version] = payloads;
    const long = encodeRecord(new Uint8Array(8));
    const huge = encodeRecord(Uint8Array.from([]));
    new DataView(huge.buffer).setBigUint64(0, 2n ** 64n - 1n, true);
    expect(await attempt(joined(encodeRecord(version!), huge))).toBeUndefined(); // its checksum is another's
    expect(await attempt(joined(encodeRecord(version!), long.subarray(0, 15)))).toBe(0);
    const nested = encodeRecord(new Uint8Array(200_000).fill(0x4b)); // begins of groups
    expect(await attempt(joined(encodeRecord(version!), nested))).toBeUndefined();
  });
});
