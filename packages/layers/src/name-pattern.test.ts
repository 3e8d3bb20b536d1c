import { describe, expect, it } from 'vitest';
import { type NamePattern, namesMatching } from './index.ts';

const names = ['hidden1/kernel', 'hidden1/bias', 'hidden10/kernel', 'outputs/kernel', 'outputs/bias'];

describe('namesMatching', () => {
  it.each<[NamePattern, string[]]>([
    ['hidden1', ['hidden1/kernel', 'hidden1/bias']],
    ['hidden1/bias', ['hidden1/bias']],
    [/^hidden/, ['hidden1/kernel', 'hidden1/bias', 'hidden10/kernel']],
    [/BIAS/i, ['hidden1/bias', 'outputs/bias']],
    [/s\//g, ['outputs/kernel', 'outputs/bias']],
    [
      ['outputs', /1\/bias/],
      ['hidden1/bias', 'outputs/kernel', 'outputs/bias'],
    ],
    [/(?:)/, names],
    [[], []],
  ])('finds what %o means', (pattern, found) => {
    expect(namesMatching(pattern, names)).toEqual(found);
    expect(namesMatching(pattern, names)).toEqual(found);
  });

  it('says what there is, where a pattern matches nothing', () => {
    expect(() => namesMatching('hidden', names.slice(0, 2))).toThrow(
      'Cannot find "hidden": it must match a name, there are hidden1/kernel, hidden1/bias.',
    );
    expect(() => namesMatching(['outputs', /^bias/], names)).toThrow('Cannot find /^bias/: it must match a name');
    expect(() => namesMatching(/a/, [])).toThrow('there are none.');
  });
});
