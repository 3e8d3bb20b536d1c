import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32c } from './crc32c.ts';

const scsiRead = [
  0x01, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00, 0x18, 0x28, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
];

describe('crc32c', () => {
  it.each([
    ['the check value of the catalogue of CRCs', new TextEncoder().encode('123456789'), 0xe3069283],
    ['RFC 3720, 32 bytes of zeros', new Uint8Array(32), 0x8a9136aa],
    ['RFC 3720, 32 bytes of ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ['RFC 3720, 32 bytes that rise', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
    ['RFC 3720, 32 bytes that fall', Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
    ['RFC 3720, a SCSI read command', Uint8Array.from(scsiRead), 0xd9963a56],
    ['nothing', new Uint8Array(0), 0],
  ])('gives what is published: %s', (_, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });

  it('goes on where it stopped, wherever the bytes are cut', () => {
    const cut = fc.tuple(fc.uint8Array({ maxLength: 50 }), fc.uint8Array({ maxLength: 50 }));
    fc.assert(
      fc.property(cut, ([first, second]) => {
        expect(crc32c(second, crc32c(first))).toBe(crc32c(Uint8Array.of(...first, ...second)));
      }),
    );
  });

  it('is what its definition gives, bit by bit', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(7), (all, start) => {
        const bytes = all.subarray(start); // from any place in memory
        let crc = 0xffffffff;
        for (const byte of bytes) {
          crc ^= byte;
          for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
        }
        expect(crc32c(bytes)).toBe(~crc >>> 0);
      }),
    );
  });
});
