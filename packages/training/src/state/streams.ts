import { RandomState } from '@feedforward/random';

/** 2³² divided by the golden ratio: far from any small seed. */
const goldenRatio = 0x9e3779b9;

/**
 * The independent streams of one seed. Shuffling takes the seed itself, so that its permutations are those of
 * `np.random.seed(seed)`; the others are seeded by a hash of it (MurmurHash3's finalizer).
 */
export const streams = {
  shuffle: (seed: number): RandomState => new RandomState(seed),
  parameters: (seed: number): RandomState => new RandomState(mix(seed + 1)),
  layers: (seed: number): RandomState => new RandomState(mix(mix(seed + 1) ^ goldenRatio)),
};

function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
