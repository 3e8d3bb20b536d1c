import type { Batch, Targets } from '@feedforward/datasets';
import type { Head } from '../heads/head.ts';
import type { InputBatch } from '../input/input-fn.ts';
import type { EstimatorParts } from './estimator-parts.ts';
import { exampleWeights } from './example-weights.ts';

/** A batch of the input as a trainer takes it. @throws RangeError or TypeError for one that does not fit. */
export function trainingBatch<Prediction, Scores>(
  { input, head, weightColumn }: EstimatorParts<Prediction, Scores>,
  batch: InputBatch,
): Batch {
  const features = input.encode(batch.features);
  const weights = exampleWeights(weightColumn, batch.features, features.length);
  const { lossFactor } = head;
  return {
    features,
    labels: targetsOf(head, batch, 'train'),
    weights:
      lossFactor === 1 ? weights : (weights ?? new Float32Array(features.length).fill(1)).map((w) => w * lossFactor),
  };
}

/** What the head is to learn or to compare with. @throws RangeError or TypeError if there is none, or it does not fit. */
export function targetsOf<Prediction, Scores>(
  head: Head<Prediction, Scores>,
  { labels }: InputBatch,
  verb: string,
): Targets {
  if (!labels) throw new RangeError(`Cannot ${verb} on the input: it has no labels.`);
  return head.targets(labels, `${verb} on the input`);
}
