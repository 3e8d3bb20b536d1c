import { describe, expect, it } from 'vitest';
import { withNewNames, withOldNames } from './variable-names.ts';

describe('withNewNames and withOldNames', () => {
  const old = ['dnn/hiddenlayer_0/weights', 'dnn/hiddenlayer_0/biases', 'dnn/logits/weights/part_0/Adagrad', 'step'];
  const now = ['dnn/hiddenlayer_0/kernel', 'dnn/hiddenlayer_0/bias', 'dnn/logits/kernel/part_0/Adagrad', 'step'];
  const numbered = (names: readonly string[]) => new Map(names.map((name, i) => [name, i]));

  it('rename what stands between slashes, there and back', () => {
    expect([...withNewNames(numbered(old))]).toEqual([...numbered(now)]);
    expect([...withOldNames(numbered(now))]).toEqual([...numbered(old)]);
  });

  it('leave other names as they are, those of Object among them', () => {
    const others = numbered(['my_weights', 'weights2/x', 'constructor', '__proto__', '']);
    expect([...withNewNames(others)]).toEqual([...others]);
  });

  it('refuse to make one name of two', () => {
    expect(() => withNewNames(numbered(['a/kernel', 'a/weights']))).toThrow(
      new RangeError('Cannot rename "a/weights": its new name must be its own, there are two "a/kernel".'),
    );
  });
});
