import { describe, expect, it } from 'vitest';
import { shortestSeparator, shortSuccessor } from './short-keys.ts';

// The cases of LevelDB's own dbformat_test.cc and of the comment in table_builder.cc.
const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('shortestSeparator', () => {
  it.each([
    ['the quick brown fox', 'the who', 'the r'],
    ['foo', 'foo', 'foo'],
    ['foo', 'bar', 'foo'],
    ['foo', 'hello', 'g'],
    ['foo', 'foobar', 'foo'],
    ['foobar', 'foo', 'foobar'],
    ['abc', 'abd', 'abc'], // nothing is between c and d
    ['a\xff', 'b', 'a\xff'],
    ['\xffa', '\xffc', '\xffb'],
  ])('between %j and %j is %j', (last, next, expected) => {
    expect(shortestSeparator(bytes(last), bytes(next))).toEqual(bytes(expected));
  });
});

describe('shortSuccessor', () => {
  it.each([
    ['foo', 'g'],
    ['\xff\xfffoo', '\xff\xffg'],
    ['\xff\xff', '\xff\xff'],
    ['', ''],
  ])('of %j is %j', (last, expected) => {
    expect(shortSuccessor(bytes(last))).toEqual(bytes(expected));
  });
});
