/** The bytes that copies reach back over. */
const windowSize = 32768;

/** Of each length code from 257 on: the least length, and how many bits more there are; of each distance code likewise. */
const lengths = baseOf([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5], 3);
const distances = baseOf(
  [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13],
  1,
);

function baseOf(bits: readonly number[], first: number): { readonly least: Uint16Array; readonly bits: Uint8Array } {
  const least = new Uint16Array(bits.length);
  let next = first;
  for (const [i, more] of bits.entries()) {
    least[i] = next;
    next += 2 ** more;
  }
  return { least, bits: Uint8Array.from(bits) };
}

/** In this order are the lengths of the codes for lengths of codes. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const longestCode = 15;

/**
 * A prefix code, for which there is one array: at each run of bits that a code begins, 16 times its symbol and its length;
 * 0 where no code begins so.
 */
class PrefixCode {
  readonly #table = new Uint16Array(2 ** longestCode);
  mask = 0;

  get table(): Uint16Array {
    return this.#table;
  }

  /** From the lengths of its symbols' codes, 0 for those that have none. */
  set(sizes: Uint8Array): void {
    const counts = new Uint16Array(longestCode + 1);
    let longest = 0;
    for (const size of sizes) {
      counts[size]!++;
      longest = Math.max(longest, size);
    }
    counts[0] = 0;
    const next = new Uint16Array(longestCode + 2);
    let free = 1;
    for (let size = 1; size <= longestCode; size++) {
      free = 2 * free - counts[size]!;
      if (free < 0) throw new Error('a code has too many symbols');
      next[size + 1] = 2 * (next[size]! + counts[size]!);
    }
    // Only a code of one symbol may leave bits unused, or one of none.
    if (free > 0 && longest > 1) throw new Error('a code has too few symbols');
    this.mask = 2 ** longest - 1;
    const table = this.#table.fill(0, 0, 2 ** longest);
    for (let symbol = 0; symbol < sizes.length; symbol++) {
      const size = sizes[symbol]!;
      if (size === 0) continue;
      const code = reversed(next[size]!++, size);
      for (let at = code; at < 2 ** longest; at += 2 ** size) table[at] = 16 * symbol + size;
    }
  }
}

function reversed(code: number, size: number): number {
  let bits = 0;
  for (let i = 0; i < size; i++) bits = (bits << 1) | ((code >>> i) & 1);
  return bits;
}

/**
 * Unpacks what deflate packed (RFC 1951), from a place in `bytes` on. `DecompressionStream` does so as well, but does not
 * tell where it ended, and what is behind that may be gzip's next member.
 *
 * @param emit Given what was unpacked, up to 32 KiB at once, in memory that is used again.
 * @returns Where the packed data end.
 * @throws Error for data that are damaged or cut short.
 */
export function inflate(bytes: Uint8Array, start: number, emit: (piece: Uint8Array) => void): number {
  const window = new Uint8Array(2 * windowSize);
  const [literals, backs] = [new PrefixCode(), new PrefixCode()];
  let [at, held, holds, end, emitted, total] = [start, 0, 0, 0, 0, 0];

  /** Holds so many bits at least; behind the end there are zeros, which `drop` refuses. */
  const need = (count: number): void => {
    while (holds < count) {
      held |= (bytes[at++] ?? 0) << holds;
      holds += 8;
    }
  };
  const drop = (count: number): void => {
    held >>>= count;
    holds -= count;
    if (at - (holds >> 3) > bytes.length) throw new Error('it is cut short');
  };
  const take = (count: number): number => {
    need(count);
    const value = held & (2 ** count - 1);
    drop(count);
    return value;
  };
  const symbol = (code: PrefixCode): number => {
    need(longestCode);
    const found = code.table[held & code.mask]!;
    if (found === 0) throw new Error('a code has no meaning');
    drop(found & 15);
    return found >> 4;
  };
  /** Makes room for more, so that all that copies reach is kept. */
  const flush = (): void => {
    emit(window.subarray(emitted, end));
    window.copyWithin(0, end - Math.min(end, windowSize), end);
    end = Math.min(end, windowSize);
    emitted = end;
  };
  const put = (byte: number): void => {
    if (end === window.length) flush();
    window[end++] = byte;
    total++;
  };

  function stored(): void {
    drop(holds & 7);
    const [length, check] = [take(16), take(16)];
    if (length !== (~check & 0xffff)) throw new Error('a stored block is damaged');
    for (let i = 0; i < length; i++) put(take(8));
  }

  function readCodes(): void {
    const [literalCount, distanceCount, sizeCount] = [take(5) + 257, take(5) + 1, take(4) + 4];
    if (literalCount > 286 || distanceCount > 30) throw new Error('a block has too many codes');
    const sizes = new Uint8Array(19);
    for (let i = 0; i < sizeCount; i++) sizes[lengthOrder[i]!] = take(3);
    backs.set(sizes);
    const all = new Uint8Array(literalCount + distanceCount);
    for (let i = 0; i < all.length; ) {
      const size = symbol(backs);
      if (size < 16) {
        all[i++] = size;
        continue;
      }
      if (size === 16 && i === 0) throw new Error('a length repeats none');
      const value = size === 16 ? all[i - 1]! : 0;
      const count = size === 16 ? 3 + take(2) : size === 17 ? 3 + take(3) : 11 + take(7);
      if (i + count > all.length) throw new Error('a block has too many lengths');
      all.fill(value, i, i + count);
      i += count;
    }
    literals.set(all.subarray(0, literalCount));
    backs.set(all.subarray(literalCount));
  }

  /** Behind the end there are zeros, which may be no code. */
  const meaningless = (from: number): Error =>
    new Error(from > bytes.length ? 'it is cut short' : 'a code has no meaning');

  /** What all else comes to: in variables of its own, which are faster than those that functions share. */
  function packed(): void {
    const [literalTable, literalMask, backTable, backMask] = [literals.table, literals.mask, backs.table, backs.mask];
    let [from, bits, count, to] = [at, held, holds, end];
    for (;;) {
      while (count < longestCode) {
        bits |= (bytes[from++] ?? 0) << count;
        count += 8;
      }
      const found = literalTable[bits & literalMask]!;
      if (found === 0) throw meaningless(from);
      bits >>>= found & 15;
      count -= found & 15;
      const literal = found >> 4;
      if (literal === 256) break;
      if (to === window.length) {
        if (from - (count >> 3) > bytes.length) throw new Error('it is cut short');
        end = to;
        flush();
        to = end;
      }
      if (literal < 256) {
        window[to++] = literal;
        total++;
        continue;
      }
      const i = literal - 257;
      if (i > 28) throw new Error('a length has no meaning');
      let length = 258;
      if (i < 28) {
        const more = lengths.bits[i]!;
        while (count < more) {
          bits |= (bytes[from++] ?? 0) << count;
          count += 8;
        }
        length = lengths.least[i]! + (bits & ((1 << more) - 1));
        bits >>>= more;
        count -= more;
      }
      while (count < longestCode) {
        bits |= (bytes[from++] ?? 0) << count;
        count += 8;
      }
      const back = backTable[bits & backMask]!;
      if (back === 0) throw meaningless(from);
      bits >>>= back & 15;
      count -= back & 15;
      const j = back >> 4;
      if (j > 29) throw new Error('a distance has no meaning');
      const more = distances.bits[j]!;
      while (count < more) {
        bits |= (bytes[from++] ?? 0) << count;
        count += 8;
      }
      const distance = distances.least[j]! + (bits & ((1 << more) - 1));
      bits >>>= more;
      count -= more;
      if (from - (count >> 3) > bytes.length) throw new Error('it is cut short');
      if (distance > total) throw new Error('it copies from before its beginning');
      for (let left = length; left > 0; left--) {
        if (to === window.length) {
          end = to;
          flush();
          to = end;
        }
        window[to] = window[to - distance]!;
        to++;
      }
      total += length;
    }
    [at, held, holds, end] = [from, bits, count, to];
    drop(0);
  }

  for (let isLast = false; !isLast; ) {
    isLast = take(1) === 1;
    const type = take(2);
    if (type === 0) stored();
    else if (type === 3) throw new Error('a block is of no known type');
    else {
      if (type === 1) {
        literals.set(fixedLiterals);
        backs.set(fixedDistances);
      } else readCodes();
      packed();
    }
  }
  emit(window.subarray(emitted, end));
  return at - (holds >> 3);
}

const fixedLiterals = Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
const fixedDistances = new Uint8Array(32).fill(5);
