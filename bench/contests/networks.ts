/** A multilayer perceptron and how it is trained: relu between the layers, softmax cross-entropy at the end. */
export interface Network {
  readonly name: string;
  readonly layers: readonly number[];
  readonly batch: number;
  /** Whether its inputs have no zeros; else they are MNIST's images. */
  readonly dense?: boolean;
}

/** That of the book's chapter 10. */
export const chapter: Network = { name: 'chapter', layers: [784, 300, 100, 10], batch: 50 };

export const networks: readonly Network[] = [
  chapter,
  { name: 'wide', layers: [784, 1024, 1024, 10], batch: 128 },
  { name: 'tiny', layers: [4, 10, 3], batch: 16, dense: true }, // nothing but overhead
  { name: 'deep', layers: [784, ...Array<number>(10).fill(100), 10], batch: 50 },
];

/** The command line that makes a contestant of it. */
export function argumentsFor({ layers, batch, dense = false }: Network): string[] {
  return ['--layers', layers.join('-'), '--batch', String(batch), ...(dense ? ['--dense'] : [])];
}

/** `784-300-100-10, batches of 50`; a run of equal layers is written once. */
export function describeNetwork({ layers, batch }: Network): string {
  const groups: { size: number; times: number }[] = [];
  for (const size of layers) {
    const last = groups.at(-1);
    if (last?.size === size) last.times++;
    else groups.push({ size, times: 1 });
  }
  const sizes = groups.map(({ size, times }) => (times > 2 ? `${times}×${size}` : Array(times).fill(size).join('-')));
  return `${sizes.join('-')}, batches of ${batch}`;
}
