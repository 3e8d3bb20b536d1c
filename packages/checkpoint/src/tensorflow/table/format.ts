// A LevelDB table, from its doc/table_format.md: blocks of entries, a metaindex block, an index of the blocks, a footer.

/** Of the footer: two block handles, filled up with zeros to 40 bytes, and the magic number. */
export const footerLength = 48;
export const handlesLength = 40;
/** 0xdb4775248b80fb57, little-endian. */
export const magic: Uint8Array = Uint8Array.of(0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb);

/** After every block: its type, and the masked CRC of the block and its type. */
export const trailerLength = 5;
export const blockType = { raw: 0, snappy: 1 } as const;

/** So many keys at most lean on each other; the next one stands whole. */
export const restartInterval = 16;

export interface Entry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Where a block lies, its trailer not counted. */
export interface BlockHandle {
  readonly offset: number;
  readonly size: number;
}
