import { expect, it } from 'vitest';
import { quoteArgument } from './quote-argument.ts';

it('quoteArgument leaves plain arguments, and quotes what a shell would change', () => {
  expect(['./model-1', 'a b', "it's", '$HOME', ''].map(quoteArgument)).toEqual([
    './model-1',
    "'a b'",
    "'it'\\''s'",
    "'$HOME'",
    "''",
  ]);
});
