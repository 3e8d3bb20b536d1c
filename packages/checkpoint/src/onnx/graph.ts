import type { AttributeValue } from './attributes.ts';
import type { Node } from './encode-node.ts';
import type { Constant } from './encode-tensor.ts';

/** A graph as it is put together: operations in their order, and the constants that they take. */
export class Graph {
  readonly nodes: Node[] = [];
  readonly constants: Constant[] = [];
  readonly #taken = new Set<string>();
  /** Of each name, the first number that may be free. */
  readonly #numbers = new Map<string, number>();

  /** Adds a constant, and gives its name. */
  constant(name: string, shape: readonly number[], data: Float32Array): string {
    const free = this.#free(name);
    this.constants.push({ name: free, shape, data });
    return free;
  }

  /** Adds a constant without axes, and gives its name. */
  scalar(name: string, value: number): string {
    return this.constant(name, [], Float32Array.of(value));
  }

  /** Adds an operation, and gives the name of its output. */
  node(
    name: string,
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
  ): string {
    const output = this.#free(name);
    this.nodes.push({ operator, inputs, output, attributes });
    return output;
  }

  /** Keeps a name for a value that is not made here, and gives it. */
  reserve(name: string): string {
    return this.#free(name);
  }

  /** The name, numbered where it is taken. */
  #free(name: string): string {
    let free = name;
    let number = this.#numbers.get(name) ?? 1;
    for (; this.#taken.has(free); number++) free = `${name}_${number}`;
    this.#numbers.set(name, number);
    this.#taken.add(free);
    return free;
  }
}
