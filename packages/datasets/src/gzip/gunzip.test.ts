import { execFileSync } from 'node:child_process';
import { constants, deflateRawSync, gunzipSync, gzipSync, crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIdx } from '../index.ts';
import { crc32 } from './crc32.ts';
import { gunzip } from './gunzip.ts';
import { inflate } from './inflate.ts';

function unpacked(bytes: Uint8Array): Buffer {
  const pieces: Uint8Array[] = [];
  gunzip(bytes, (piece) => void pieces.push(piece.slice()));
  return Buffer.concat(pieces);
}

/** Bytes that pack well, badly, and with copies from far back. */
const samples: Record<string, Buffer> = {
  nothing: Buffer.alloc(0),
  one: Buffer.from('x'),
  text: Buffer.from('all that we see or seem '.repeat(9000)),
  zeros: Buffer.alloc(300_000),
  noise: Buffer.from(Uint8Array.from({ length: 200_000 }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 13) & 255)),
};
samples.far = Buffer.concat([samples.noise!.subarray(0, 32_768), samples.noise!.subarray(0, 32_768), samples.text!]);

describe('inflate', () => {
  it.each(Object.entries(samples))('gives back %s, however it was packed, and tells where it ends', (_, data) => {
    for (const options of [
      { level: 0 },
      { level: 1 },
      { level: 9 },
      { strategy: constants.Z_FIXED },
      { strategy: constants.Z_HUFFMAN_ONLY },
      { strategy: constants.Z_RLE },
    ]) {
      const packed = deflateRawSync(data, options);
      const pieces: Uint8Array[] = [];
      const end = inflate(Buffer.concat([Buffer.of(9), packed, Buffer.of(1, 2, 3)]), 1, (piece) => {
        pieces.push(piece.slice());
      });
      expect(end).toBe(1 + packed.length);
      expect(Buffer.concat(pieces).equals(data)).toBe(true);
    }
  });

  it('gives what zlib gives for any bytes at all, or an error where it has one', () => {
    const random = fc.uint8Array({ minLength: 1, maxLength: 60 });
    const changed = fc
      .tuple(fc.constantFrom('text', 'far', 'noise'), fc.nat(3000), fc.nat(255))
      .map(([name, at, byte]) => {
        const packed = new Uint8Array(deflateRawSync(samples[name]!.subarray(0, 3000)));
        packed[at % packed.length] = byte;
        return packed;
      });
    fc.assert(
      fc.property(fc.oneof(random, changed), (bytes) => {
        const pieces: Uint8Array[] = [];
        let end: number | undefined;
        try {
          end = inflate(bytes, 0, (piece) => void pieces.push(piece.slice()));
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
        const known = throughZlib(bytes);
        expect(end === undefined).toBe(known === undefined);
        if (known) expect(Buffer.concat(pieces).equals(known)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

/** Of raw deflate, by way of gunzip; undefined where it is damaged. */
function throughZlib(bytes: Uint8Array): Buffer | undefined {
  try {
    return process.getBuiltinModule('node:zlib').inflateRawSync(bytes);
  } catch {
    return undefined;
  }
}

describe('crc32', () => {
  it('is that of zlib, piece by piece', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    const { text, noise } = samples;
    expect(crc32(noise!, crc32(text!))).toBe(zlibCrc32(Buffer.concat([text!, noise!])));
  });
});

describe('gunzip', () => {
  const [one, two] = [gzipSync(samples.text!), gzipSync(samples.noise!)];

  it('reads members one after the other, and passes over zeros', () => {
    const both = Buffer.concat([samples.text!, samples.noise!]);
    for (const bytes of [
      Buffer.concat([one, two]),
      Buffer.concat([one, two, Buffer.alloc(512)]),
      Buffer.concat([one, Buffer.alloc(3), two, Buffer.alloc(1)]),
      Buffer.concat([gzipSync(''), one, gzipSync(''), two]),
    ]) {
      expect(unpacked(bytes).equals(both)).toBe(true);
      expect(gunzipSync(Buffer.concat([one, two])).equals(both)).toBe(true);
    }
  });

  it.each([
    ['text behind it', Buffer.concat([one, Buffer.from('more')]), `ends at byte ${one.length}, and is followed by`],
    ['text behind zeros', Buffer.concat([one, Buffer.alloc(9), Buffer.from('x')]), `ends at byte ${one.length + 9}`],
    [
      'half a member behind it',
      Buffer.concat([one, two.subarray(0, 99)]),
      `in the member at byte ${one.length}: it is cut`,
    ],
    ['a header alone behind it', Buffer.concat([one, two.subarray(0, 7)]), 'its header has no end'],
    ['another checksum', withByte(one, one.length - 6), 'its checksum is that of other bytes'],
    ['another length', withByte(one, one.length - 1), 'its length is another'],
    ['no checksum', one.subarray(0, -8), 'its checksum is missing'],
    ['flags that are not known', withByte(one, 3, 0x80), 'its header has no end, or what RFC 1952 does not know'],
  ])('refuses a file with %s', (_, bytes, message) => {
    expect(() => unpacked(bytes)).toThrow(message);
  });

  it('passes over all that a header may have', () => {
    const fields = [Buffer.of(3, 0, 1, 2, 3), Buffer.from('name\0'), Buffer.from('comment\0'), Buffer.of(7, 7)];
    const bytes = Buffer.concat([withByte(one, 3, 2 + 4 + 8 + 16).subarray(0, 10), ...fields, one.subarray(10)]);
    expect(unpacked(bytes).equals(samples.text!)).toBe(true);
    for (let length = 10; length < 30; length++) expect(() => unpacked(bytes.subarray(0, length))).toThrow('cut short');
  });

  it.skipIf(!hasPython())("takes and refuses what Python's gzip does (skipped without Python)", () => {
    const program = `
import gzip, sys
try: sys.stdout.write(str(len(gzip.decompress(sys.stdin.buffer.read()))))
except Exception: sys.stdout.write('refused')`;
    for (const bytes of [
      Buffer.concat([one, two, Buffer.alloc(16)]),
      Buffer.concat([one, Buffer.alloc(16), two]),
      Buffer.concat([one, Buffer.from('more')]),
      Buffer.concat([one, two.subarray(0, 99)]),
      one.subarray(0, -4),
    ]) {
      const theirs = execFileSync('/usr/bin/python3', ['-c', program], { input: bytes }).toString();
      let ours: string;
      try {
        ours = String(unpacked(bytes).length);
      } catch {
        ours = 'refused';
      }
      expect(ours).toBe(theirs);
    }
  });
});

describe('parseIdx', () => {
  const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 6, 7, 2, 1, 0, 4, 1);

  it('reads gzip of several members, and with zeros behind', async () => {
    const members = Buffer.concat([gzipSync(labels.subarray(0, 10)), gzipSync(labels.subarray(10))]);
    const cutInHeader = Buffer.concat([gzipSync(labels.subarray(0, 3)), gzipSync(labels.subarray(3))]);
    const padded = Buffer.concat([gzipSync(labels), Buffer.alloc(16)]);
    for (const bytes of [members, cutInHeader, padded]) {
      expect((await parseIdx(bytes)).data).toEqual(Uint8Array.of(7, 2, 1, 0, 4, 1));
    }
    await expect(parseIdx(Buffer.concat([gzipSync(labels), Buffer.from('x')]))).rejects.toThrow(
      'followed by what is none',
    );
  });

  it('refuses small files that become large ones, unless they are trusted', async () => {
    const size = 2 ** 24;
    const large = Buffer.concat([Uint8Array.of(0, 0, 8, 1, 1, 0, 0, 0), Buffer.alloc(size)]);
    const packed = gzipSync(large);
    await expect(parseIdx(packed, 'large')).rejects.toThrow('raise maxBytes if you trust it');
    expect((await parseIdx(packed, 'large', { maxBytes: 2 ** 25 })).shape).toEqual([size]);
  });
});

function withByte(bytes: Uint8Array, at: number, byte = bytes[at]! ^ 1): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = byte;
  return changed;
}

function hasPython(): boolean {
  try {
    execFileSync('/usr/bin/python3', ['-c', '']);
    return true;
  } catch {
    return false;
  }
}
