import { loadH5wasm } from './load-h5wasm.ts';

/** What is written into a group. */
export interface Hdf5Group {
  readonly attributes?: Readonly<Record<string, string | readonly string[]>>;
  readonly groups?: ReadonlyMap<string, Hdf5Group>;
  readonly datasets?: ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Float32Array }>;
}

let written = 0;

/** The bytes of an HDF5 file, in the oldest form of the format, as h5py writes it. */
export async function encodeHdf5(root: Hdf5Group): Promise<Uint8Array<ArrayBuffer>> {
  const { File, ready } = await loadH5wasm('write HDF5');
  const { FS, activate_throwing_error_handler: throwErrors } = await ready;
  throwErrors(); // it would go on otherwise
  const name = `/write-${written++}.h5`;
  const file = new File(name, 'w');
  try {
    try {
      writeGroup(file, root);
    } finally {
      file.close();
    }
    return new Uint8Array(FS.readFile(name));
  } finally {
    FS.unlink(name);
  }
}

type H5File = import('h5wasm').Group;

function writeGroup(group: H5File, { attributes = {}, groups = new Map(), datasets = new Map() }: Hdf5Group): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string') group.create_attribute(name, value);
    else if (value.length > 0) group.create_attribute(name, [...value]);
    else group.create_attribute(name, new Float64Array(0), [0]); // as h5py writes a list of none
  }
  for (const [name, { shape, data }] of datasets) group.create_dataset({ name, shape: [...shape], data });
  for (const [name, inner] of groups) writeGroup(group.create_group(name), inner);
}
