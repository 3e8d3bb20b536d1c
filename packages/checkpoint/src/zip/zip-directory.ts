import { isSafeName } from '../files/is-safe-name.ts';
import type { Refuse } from '../refuse.ts';
import { quote } from '../safetensors/safetensors-error.ts';

/** A file in a zip archive, as the archive's directory has it. */
export interface ZipEntry {
  readonly name: string;
  /** 0 is stored, 8 is deflated. */
  readonly method: number;
  readonly crc: number;
  /** Its bytes as they lie in the archive. */
  readonly packed: Uint8Array;
  /** How many bytes it is said to have. */
  readonly size: number;
}

/** What the directory lists. An archive may have very many files: of each, no more is kept than numbers. */
class Listed implements ZipEntry {
  readonly #archive: Uint8Array;
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly packedSize: number;
  /** Where its own header is. */
  readonly offset: number;
  /** Where its bytes are. */
  dataAt = 0;

  constructor(archive: Uint8Array, view: DataView, at: number, name: string) {
    this.#archive = archive;
    this.name = name;
    this.method = view.getUint16(at + 10, true);
    this.crc = view.getUint32(at + 16, true);
    this.packedSize = view.getUint32(at + 20, true);
    this.size = view.getUint32(at + 24, true);
    this.offset = view.getUint32(at + 42, true);
  }

  get packed(): Uint8Array {
    return this.#archive.subarray(this.dataAt, this.dataAt + this.packedSize);
  }
}

const signatures = { local: 0x04034b50, listed: 0x02014b50, end: 0x06054b50 };
const endSize = 22;
const longestComment = 0xffff;

/**
 * The files of a zip archive (PKWARE's APPNOTE 6.3.10), by the directory at its end. Each lies apart from the others,
 * in the archive, under a name that no other has, and that does not lead out of a folder.
 */
export function readZipDirectory(archive: Uint8Array, refuse: Refuse): ZipEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const { count, start, end } = findDirectory(view, refuse);
  const listed: Listed[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== signatures.listed) {
      throw refuse(`its directory claims ${count} files, there are ${i}`);
    }
    const next = at + 46 + [28, 30, 32].reduce((sum, field) => sum + view.getUint16(at + field, true), 0);
    if (next > end) throw refuse('its directory ends within a file');
    listed.push(new Listed(archive, view, at, readName(archive, view, at, refuse)));
    at = next;
  }
  if (at !== end) throw refuse(`its directory has ${end - at} bytes after its ${count} files`);
  if (new Set(listed.map(({ name }) => name)).size < count) throw refuse('two of its files have one name');
  let free = 0;
  for (const entry of listed.toSorted((a, b) => a.offset - b.offset)) {
    if (entry.offset < free) throw refuse(`file ${quote(entry.name)} lies over another`);
    entry.dataAt = placeOf(archive, view, entry, start, refuse);
    free = entry.dataAt + entry.packedSize;
  }
  return listed;
}

function findDirectory(view: DataView, refuse: Refuse): { count: number; start: number; end: number } {
  const last = view.byteLength - endSize;
  for (let end = last; end >= Math.max(0, last - longestComment); end--) {
    if (view.getUint32(end, true) !== signatures.end || view.getUint16(end + 20, true) !== last - end) continue;
    const [count, size, start] = [
      view.getUint16(end + 10, true),
      view.getUint32(end + 12, true),
      view.getUint32(end + 16, true),
    ];
    if (count === 0xffff || size === 0xffffffff || start === 0xffffffff) {
      throw refuse('it must have less than 4 GiB and 65535 files, it is a Zip64 archive');
    }
    if (view.getUint32(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count) {
      throw refuse('it must be in one part, it is one of several');
    }
    if (start + size !== end) throw refuse(`its directory must end at byte ${end}, it ends at ${start + size}`);
    return { count, start, end };
  }
  throw refuse('it must end with the directory of a zip archive, it does not');
}

/** The name at a place of the directory. */
function readName(archive: Uint8Array, view: DataView, at: number, refuse: Refuse): string {
  const flags = view.getUint16(at + 8, true);
  const rawName = archive.subarray(at + 46, at + 46 + view.getUint16(at + 28, true));
  const name = decodeName(rawName, (flags & 0x800) !== 0, refuse);
  if (!isSafeName(name)) throw refuse(`file ${quote(name)} must be named within its folder`);
  if ((flags & 1) !== 0) throw refuse(`file ${quote(name)} is encrypted`);
  return name;
}

/** Where the bytes of a file begin, before `limit`, after its own header, which must name it as the directory does. */
function placeOf(archive: Uint8Array, view: DataView, entry: Listed, limit: number, refuse: Refuse): number {
  const { name, offset, packedSize } = entry;
  const nameAt = offset + 30;
  if (nameAt > limit || view.getUint32(offset, true) !== signatures.local) {
    throw refuse(`file ${quote(name)} must lie at byte ${offset}, nothing does`);
  }
  const nameEnd = nameAt + view.getUint16(offset + 26, true);
  const dataAt = nameEnd + view.getUint16(offset + 28, true);
  const isNamed = nameEnd <= limit && isText(archive.subarray(nameAt, nameEnd), name);
  if (!isNamed) throw refuse(`file ${quote(name)} has another name where it lies`);
  if (dataAt + packedSize > limit) {
    throw refuse(`file ${quote(name)} claims ${packedSize} bytes, there are ${Math.max(0, limit - dataAt)}`);
  }
  return dataAt;
}

function isText(bytes: Uint8Array, text: string): boolean {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) === text;
}

function decodeName(bytes: Uint8Array, isUtf8: boolean, refuse: Refuse): string {
  try {
    if (!isUtf8 && bytes.some((byte) => byte > 127)) throw new RangeError('not ASCII');
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refuse('the name of a file in it must be ASCII, or UTF-8 that says so, it is neither');
  }
}
