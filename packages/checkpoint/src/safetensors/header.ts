import type { MemoryBudget } from '../memory-budget.ts';
import { readDTypes, type StoredDType } from './dtypes.ts';
import { JsonReader } from './json-reader.ts';
import { quote, type Refuse } from './safetensors-error.ts';

/** Longest header that is read or written, in bytes, as in the reference. */
export const maxHeaderLength = 100_000_000;

/** The header's key for what is not a tensor. */
export const metadataKey = '__metadata__';

/** One tensor as the header describes it; offsets count from the end of the header. */
export interface Entry {
  readonly name: string;
  readonly stored: StoredDType;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

export interface Header {
  /** In the order of their data. */
  readonly entries: readonly Entry[];
  readonly metadata: Record<string, string>;
}

/** Reads a header and checks that its tensors fill `dataLength` bytes, one after the other. */
export function parseHeader(text: string, dataLength: number, budget: MemoryBudget, refuse: Refuse): Header {
  const json = new JsonReader(text, refuse);
  const entries: Entry[] = [];
  let metadata: Record<string, string> = Object.create(null);
  json.object('an object of tensors', (key) => {
    if (key === metadataKey) {
      metadata = readMetadata(json);
      return;
    }
    const entry = readEntry(json, key, refuse);
    budget.take((entry.end - entry.start) * (entry.stored.ownSize / entry.stored.size));
    entries.push(entry);
  });
  json.end();
  entries.sort((a, b) => a.start - b.start || a.end - b.end);
  checkLayout(entries, dataLength, refuse);
  return { entries, metadata };
}

function readMetadata(json: JsonReader): Record<string, string> {
  const metadata: Record<string, string> = Object.create(null);
  if (json.isNull()) return metadata;
  json.object(`an object for ${quote(metadataKey)}`, (key) => {
    metadata[key] = json.string(`a string for ${quote(key)} in ${quote(metadataKey)}`);
  });
  return metadata;
}

function readEntry(json: JsonReader, name: string, refuse: Refuse): Entry {
  const tensor = `tensor ${quote(name)}`;
  let dtype: string | undefined;
  let shape: number[] | undefined;
  let offsets: number[] | undefined;
  const naturals = (what: string) => {
    const values: number[] = [];
    json.array(`an array for the ${what} of ${tensor}`, () => {
      values.push(json.natural(`a whole number in the ${what} of ${tensor}`));
    });
    return values;
  };
  json.object(`an object for ${tensor}`, (key) => {
    if (key === 'dtype') dtype = json.string(`a string for the dtype of ${tensor}`);
    else if (key === 'shape')
      shape = naturals('shape').slice(); // an array that grows has room for more
    else if (key === 'data_offsets') offsets = naturals('data_offsets');
    else json.skip(); // other keys are allowed, as in the reference
  });
  if (dtype === undefined || shape === undefined || offsets?.length !== 2) {
    throw refuse(
      'InvalidHeaderDeserialization',
      `${tensor} must have a dtype, a shape and two data_offsets; found ${[
        dtype === undefined ? 'no dtype' : `dtype ${quote(dtype)}`,
        shape === undefined ? 'no shape' : 'a shape',
        offsets === undefined ? 'no data_offsets' : `${offsets.length} data_offsets`,
      ].join(', ')}`,
    );
  }
  const stored = readDTypes.get(dtype);
  if (!stored) {
    throw refuse(
      'UnsupportedDtype',
      `${tensor} has the dtype ${quote(dtype)}; those that can be read are ${[...readDTypes.keys()].join(', ')}`,
    );
  }
  return { name, stored, shape, start: offsets[0]!, end: offsets[1]! };
}

function checkLayout(entries: readonly Entry[], dataLength: number, refuse: Refuse): void {
  let reached = 0;
  for (const { name, stored, shape, start, end } of entries) {
    const tensor = (): string => `tensor ${quote(name)}`;
    if (start !== reached || end < start) {
      throw refuse(
        'InvalidOffset',
        `${tensor()} must begin at offset ${reached} and end after it; found data_offsets [${start}, ${end}]`,
      );
    }
    const size = byteLength(shape, stored.size);
    if (size === undefined) {
      throw refuse('ValidationOverflow', `the size of ${tensor()}, ${describe(shape)}, is more than can be counted`);
    }
    if (size !== end - start) {
      throw refuse(
        'TensorInvalidInfo',
        `${tensor()}, ${stored.code} ${describe(shape)}, takes ${size} bytes; its data_offsets [${start}, ${end}] hold ${end - start}`,
      );
    }
    reached = end;
  }
  if (reached !== dataLength) {
    throw refuse('MetadataIncompleteBuffer', `its tensors take ${reached} bytes, after the header are ${dataLength}`);
  }
}

/** Bytes of a shape; undefined where a product on the way there passes 2⁵³ − 1. */
function byteLength(shape: readonly number[], size: number): number | undefined {
  let product = 1;
  for (const factor of [...shape, size]) {
    product *= factor;
    if (!Number.isSafeInteger(product)) return undefined;
  }
  return product;
}

function describe(shape: readonly number[]): string {
  return shape.length > 16 ? `of ${shape.length} dimensions` : `[${shape.join(', ')}]`;
}
