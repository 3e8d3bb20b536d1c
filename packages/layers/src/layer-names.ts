import { printable } from '@feedforward/checkpoint';
import { found } from './config-options.ts';
import type { Layer } from './layer.ts';

/**
 * The layers' names in a model: their own, or their type's, numbered from the second on (`dense`, `dense_1`) past
 * the names that are taken. A layer without a config is a `layer`.
 * @throws TypeError if a name is not a string. @throws RangeError if it is empty, has a `/`, or is there twice.
 */
export function layerNames(layers: readonly Layer[]): string[] {
  const taken = new Set<string>();
  for (const { name } of layers) {
    if (name === undefined) continue;
    checkName('layer', name);
    if (taken.has(name))
      throw new RangeError(`Cannot name two layers "${printable(name)}": each must have a name of its own.`);
    taken.add(name);
  }
  const numbers = new Map<string, number>(); // of each type, the first that may be free
  return layers.map(({ name, config }) => {
    if (name !== undefined) return name;
    const type = config?.type ?? 'layer';
    checkName('layer', type);
    let free = type;
    let number = numbers.get(type) ?? 1;
    for (; taken.has(free); number++) free = `${type}_${number}`;
    numbers.set(type, number);
    taken.add(free);
    return free;
  });
}

/** @throws TypeError if a name is not a string. @throws RangeError if it is empty or has a `/`. */
export function checkName(kind: string, name: unknown): void {
  if (typeof name !== 'string') {
    throw new TypeError(`Cannot name a ${kind} ${found(name)}: a name must be a string.`);
  }
  if (name === '' || name.includes('/')) {
    throw new RangeError(`Cannot name a ${kind} "${printable(name)}": a name must have a letter and no "/".`);
  }
}
