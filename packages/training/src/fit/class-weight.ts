import { Matrix, type Targets } from '@feedforward/datasets';
import type { CheckedBatch } from '../engine/engine.ts';

/** How much the examples of each class count, by the class's index; of a class that is not in it, 1. */
export type ClassWeight = Readonly<Record<number, number>>;

/**
 * The batch with each example's weight multiplied by its class's. Classes are labels, rounded; of one-hot rows, the
 * largest number's index.
 */
export function withClassWeight(batch: CheckedBatch, classWeight: ClassWeight | undefined): CheckedBatch {
  if (!classWeight) return batch;
  const { features, labels, weights } = batch;
  const weighted = Float32Array.from(classesOf(labels), (index, i) => (weights?.[i] ?? 1) * (classWeight[index] ?? 1));
  return { features, labels, weights: weighted };
}

/** @throws RangeError for a class that is no index, or a weight that is negative or not finite. */
export function checkClassWeight(classWeight: ClassWeight): void {
  for (const [index, weight] of Object.entries(classWeight)) {
    if (!/^\d+$/.test(index)) {
      throw new RangeError(`Cannot weight classes: they go by index, 0 or more; found "${index}".`);
    }
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(
        `Cannot weight classes: the weight of class ${index} must be finite, 0 or more; it is ${weight}.`,
      );
    }
  }
}

function classesOf(labels: Targets): ArrayLike<number> {
  if (!(labels instanceof Matrix)) return Array.from(labels, Math.round);
  return labels.shape[1] === 1 ? labels.toFloat32().map(Math.round) : labels.argMax();
}
