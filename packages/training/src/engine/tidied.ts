import * as tf from '@tensorflow/tfjs-core';

/** `tf.tidy` for a result of any type: frees the tensors that `compute` makes, but for those it keeps. */
export function tidied<T>(compute: () => T): T {
  const results: T[] = [];
  tf.tidy(() => {
    results.push(compute());
  });
  return results[0]!;
}
