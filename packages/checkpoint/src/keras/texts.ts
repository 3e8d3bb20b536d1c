import type { Hdf5Tree } from './hdf5/hdf5-tree.ts';

/** A list of texts at a group; one that is long stands in several attributes, `layer_names0`, `layer_names1`. */
export function readTexts({ attributes }: Hdf5Tree, path: string, name: string): readonly string[] | undefined {
  const texts = attributes.get(path);
  const whole = texts?.get(name);
  if (whole !== undefined) return typeof whole === 'string' ? [whole] : whole;
  const parts: string[] = [];
  for (let i = 0; ; i++) {
    const part = texts?.get(`${name}${i}`);
    if (part === undefined) return i === 0 ? undefined : parts;
    for (const text of typeof part === 'string' ? [part] : part) parts.push(text);
  }
}
