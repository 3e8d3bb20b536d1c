import { describe, expect, it } from 'vitest';
import { PathTemplate } from './path-template.ts';

const numbers = { epoch: 7, valLoss: 0.123456, change: -2.5, large: 12345.678, tiny: 0.00012345 };

// What Python's str.format gives for the same.
describe('a path template', () => {
  it.each([
    ['model.safetensors', 'model.safetensors'],
    ['{epoch}', '7'],
    ['{epoch:02d}-{valLoss:.2f}.st', '07-0.12.st'],
    ['{epoch:d}', '7'],
    ['{epoch:4d}|', '   7|'],
    ['{epoch:04d}', '0007'],
    ['{epoch:.1f}', '7.0'],
    ['{valLoss:f}', '0.123456'],
    ['{valLoss:.1%}', '12.3%'],
    ['{valLoss:08.3f}', '0000.123'],
    ['{change:06.1f}', '-002.5'],
    ['{change:6.1f}', '  -2.5'],
    ['{large:.3e}', '1.235e+04'],
    ['{tiny:.4e}', '1.2345e-04'],
    ['{{epoch}}-{epoch}', '{epoch}-7'],
  ])('%s is %s', (template, path) => {
    expect(new PathTemplate(template).format(numbers)).toBe(path);
  });

  it.each([
    ['{epoch', /its "\{" has no counterpart/],
    ['epoch}', /its "\}" has no counterpart/],
    ['{}', /its "\{" has no counterpart/],
    ['{epoch:x}', /a format is like 02d, .2f, .1e or .1%, found "x"/],
    ['{epoch:.2d}', /found ".2d"/],
    ['{epoch:999d}', /found "999d"/],
  ])('%s is none', (template, message) => {
    expect(() => new PathTemplate(template)).toThrow(message);
  });

  it('names the numbers there are where one is missing', () => {
    expect(() => new PathTemplate('{toString}').format({ epoch: 1, loss: 2 })).toThrow(
      'Cannot make a path of "{toString}": there is no "toString". There are epoch, loss.',
    );
  });
});
