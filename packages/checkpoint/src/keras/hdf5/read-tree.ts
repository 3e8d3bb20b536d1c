import type * as H5wasm from 'h5wasm';
import type { DType } from '../../tensor-data.ts';

/** What the numbers of a file are of; JavaScript has no array for two of them. */
export type RawDType = DType | 'float16' | 'bfloat16';

/** A file's groups and datasets by their paths, as they come out of a worker. */
export interface RawTree {
  readonly attributes: Map<string, Map<string, string | readonly string[]>>;
  readonly datasets: Map<string, { readonly dtype: RawDType; readonly shape: number[]; readonly bytes: Uint8Array }>;
  readonly skipped: Map<string, string>;
}

/**
 * All that a file holds, if that is within the limits. Its text is sent to a worker: it may use nothing from outside.
 * @throws Error that says what is wrong with the file.
 */
export async function readTree(
  { File, Group, Dataset, ready }: typeof H5wasm,
  bytes: Uint8Array,
  maxBytes: number,
): Promise<RawTree> {
  const deepest = 32;
  const mostObjects = 100_000;
  const tree: RawTree = { attributes: new Map(), datasets: new Map(), skipped: new Map() };
  const module = await ready;
  const { FS, H5T_class_t, activate_throwing_error_handler: throwErrors } = module;
  const dtypes = new Map<string, RawDType>([
    ['float2', 'float16'],
    ['float4', 'float32'],
    ['float8', 'float64'],
    ['int1', 'int8'],
    ['int2', 'int16'],
    ['int4', 'int32'],
    ['int8', 'int64'],
    ['uint1', 'uint8'],
    ['uint2', 'uint16'],
    ['uint4', 'uint32'],
    ['uint8', 'uint64'],
  ]);
  let [objects, size] = [0, 0];

  const take = (more: number): void => {
    size += more;
    if (size > maxBytes) {
      throw new Error(`it claims ${size} bytes or more, the limit is ${maxBytes}; raise maxBytes if you trust it`);
    }
  };

  const readAttributes = (group: H5wasm.Group): Map<string, string | readonly string[]> => {
    const texts = new Map<string, string | readonly string[]>();
    for (const [name, attribute] of Object.entries(group.attrs)) {
      const { type, total_size: count, size: width } = attribute.metadata;
      if (count === 0) texts.set(name, []); // of any type
      if (count === 0 || type !== H5T_class_t.H5T_STRING.value) continue;
      take(count * width);
      const { value } = attribute;
      const list = Array.isArray(value) ? value.map(String) : [String(value)];
      for (const text of list) take(text.length); // many may be one text of the file
      texts.set(name, Array.isArray(value) ? list : String(value));
    }
    return texts;
  };

  const dtypeOf = ({ attrs, metadata: { type, size: width, signed } }: H5wasm.Dataset): RawDType | undefined => {
    const isFloat = type === H5T_class_t.H5T_FLOAT.value;
    if (width === 2 && (isFloat || type === H5T_class_t.H5T_OPAQUE.value)) {
      // Keras says so beside it: h5py writes these as two bytes of no known kind.
      const { dtype: said } = attrs;
      const isText = said?.metadata.type === H5T_class_t.H5T_STRING.value && said.metadata.total_size === 1;
      if (isText && said.value === 'bfloat16') return 'bfloat16';
    }
    if (!isFloat && type !== H5T_class_t.H5T_INTEGER.value) return undefined;
    return dtypes.get(`${isFloat ? 'float' : signed ? 'int' : 'uint'}${width}`);
  };

  /** What the library has no array for. */
  const halvesOf = ({ file_id: file, path, metadata }: H5wasm.Dataset): Uint8Array => {
    const length = 2 * metadata.total_size;
    const at = module._malloc(length);
    if (at === 0) throw new Error(`it takes ${length} bytes at once, which are more than there are`);
    try {
      module.get_dataset_data(file, path, null, null, null, BigInt(at));
      return module.HEAPU8.slice(at, at + length);
    } finally {
      module._free(at);
    }
  };

  const readDataset = (dataset: H5wasm.Dataset, path: string): void => {
    const { shape, chunks, size: width, total_size: count } = dataset.metadata;
    const dtype = dtypeOf(dataset);
    if (!dtype || !shape) {
      tree.skipped.set(path, typeof dataset.dtype === 'string' ? dataset.dtype : 'compound');
      return;
    }
    const isHalf = dtype === 'float16' || dtype === 'bfloat16';
    const chunkSize = (chunks ?? []).reduce((product, dimension) => product * dimension, width); // read whole
    if (chunkSize > maxBytes) take(chunkSize);
    take(count * (isHalf ? 4 : width));
    if (isHalf) {
      tree.datasets.set(path, { dtype, shape, bytes: halvesOf(dataset) });
      return;
    }
    const { value } = dataset;
    if (ArrayBuffer.isView(value)) {
      const own = new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
      tree.datasets.set(path, { dtype, shape, bytes: own });
      return;
    }
    const scalar = new DataView(new ArrayBuffer(8));
    if (typeof value === 'bigint') scalar.setBigUint64(0, BigInt.asUintN(64, value), true);
    else if (width === 8) scalar.setFloat64(0, Number(value), true);
    else if (dtype === 'float32') scalar.setFloat32(0, Number(value), true);
    else scalar.setInt32(0, Number(value), true);
    tree.datasets.set(path, { dtype, shape, bytes: new Uint8Array(scalar.buffer.slice(0, width)) });
  };

  const visit = (path: string, group: H5wasm.Group, depth: number): void => {
    if (depth > deepest)
      throw new Error(`its groups must lie within one another ${deepest} deep at most, they do more`);
    tree.attributes.set(path, readAttributes(group));
    for (const name of group.keys()) {
      if (++objects > mostObjects) throw new Error(`it must hold ${mostObjects} objects at most, it holds more`);
      const inner = path === '' ? name : `${path}/${name}`;
      const found = group.get(name);
      if (found instanceof Group) visit(inner, found, depth + 1);
      else if (found instanceof Dataset) readDataset(found, inner);
    }
  };

  throwErrors();
  FS.writeFile('/read.h5', bytes);
  try {
    const file = new File('/read.h5', 'r');
    try {
      visit('', file, 0);
    } finally {
      file.close();
    }
  } finally {
    FS.unlink('/read.h5');
  }
  return tree;
}
