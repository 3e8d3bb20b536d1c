import { quote } from '../safetensors/safetensors-error.ts';

/**
 * Variables of TensorFlow's older layers (`tf.estimator`, `tf.contrib.layers`), under the names that newer ones and the
 * layers here have: `weights` becomes `kernel`, `biases` becomes `bias`, wherever they stand between slashes.
 *
 * @throws RangeError if two would have one name.
 * @example
 * ```ts
 * import { withNewNames, withOldNames } from '@feedforward/checkpoint/tensorflow';
 *
 * const old = new Map([['dnn/hiddenlayer_0/weights', 1], ['dnn/hiddenlayer_0/biases', 2]]);
 * const tensors = withNewNames(old);
 * console.log([...tensors.keys()]); // ['dnn/hiddenlayer_0/kernel', 'dnn/hiddenlayer_0/bias']
 * console.log([...withOldNames(tensors).keys()]); // ['dnn/hiddenlayer_0/weights', 'dnn/hiddenlayer_0/biases']
 * ```
 */
export function withNewNames<T>(variables: Iterable<readonly [name: string, value: T]>): Map<string, T> {
  return renamed(variables, { weights: 'kernel', biases: 'bias' });
}

/** The way back from {@link withNewNames}: `kernel` becomes `weights`, `bias` becomes `biases`. */
export function withOldNames<T>(variables: Iterable<readonly [name: string, value: T]>): Map<string, T> {
  return renamed(variables, { kernel: 'weights', bias: 'biases' });
}

function renamed<T>(
  variables: Iterable<readonly [string, T]>,
  words: Readonly<Record<string, string>>,
): Map<string, T> {
  const result = new Map<string, T>();
  for (const [name, value] of variables) {
    const parts = name.split('/').map((part) => (Object.hasOwn(words, part) ? words[part]! : part));
    const newName = parts.join('/');
    if (result.has(newName)) {
      throw new RangeError(
        `Cannot rename ${quote(name)}: its new name must be its own, there are two ${quote(newName)}.`,
      );
    }
    result.set(newName, value);
  }
  return result;
}
