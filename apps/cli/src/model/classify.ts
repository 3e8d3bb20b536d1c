import type { MatrixLike } from '@feedforward/datasets';
import { classProbabilities } from '@feedforward/metrics';
import type { Trainer } from '@feedforward/training';

/** What a model makes of one example. */
export interface Verdict {
  /** The most likely class's index and name, and how likely it is. */
  readonly index: number;
  readonly className: string;
  readonly probability: number;
  /** Of every class. */
  readonly probabilities: Readonly<Record<string, number>>;
}

/** Classifies rows of features, which are scaled as the model takes them. */
export async function classify(trainer: Trainer, features: MatrixLike, classes: readonly string[]): Promise<Verdict[]> {
  const likely = classProbabilities(await trainer.predict(features));
  const indices = likely.argMax();
  return Array.from(likely.rows(), (all, i) => {
    const index = indices[i]!;
    return {
      index,
      className: classes[index]!,
      probability: all[index]!,
      probabilities: Object.fromEntries(classes.map((name, k) => [name, all[k]!])),
    };
  });
}
