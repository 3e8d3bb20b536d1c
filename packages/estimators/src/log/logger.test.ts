import { afterEach, expect, it, vi } from 'vitest';
import { consoleLogger } from './logger.ts';

afterEach(() => vi.restoreAllMocks());

it('escapes what names from files could tell a terminal', () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  consoleLogger.info('loss of \u001b[2Jw\u009b31m = 0.5');
  consoleLogger.warn('no \u202etensor\u0007');
  expect(error).toHaveBeenCalledWith('loss of \\u001b[2Jw\\u009b31m = 0.5');
  expect(warn).toHaveBeenCalledWith('no \\u202etensor\\u0007');
});
