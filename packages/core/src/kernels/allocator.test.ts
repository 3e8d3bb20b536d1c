import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Allocator } from './allocator.ts';

describe('Allocator', () => {
  it('never hands out what is in use, and uses again what was freed', () => {
    const commands = fc.array(fc.record({ frees: fc.boolean(), size: fc.nat(1000), which: fc.nat() }));
    fc.assert(
      fc.property(commands, (steps) => {
        let end = 0;
        const allocator = new Allocator(1024, (to) => {
          end = to;
        });
        const live = new Map<number, number>();
        for (const { frees, size, which } of steps) {
          const starts = [...live.keys()];
          if (frees && starts.length > 0) {
            const start = starts[which % starts.length]!;
            allocator.free(start);
            live.delete(start);
          } else {
            const start = allocator.allocate(size);
            expect(start % 64).toBe(0);
            expect(start + size).toBeLessThanOrEqual(end);
            for (const [other, otherSize] of live) {
              expect(start >= other + otherSize || start + size <= other).toBe(true);
            }
            live.set(start, Math.max(size, 1));
          }
        }
        for (const start of live.keys()) allocator.free(start);
        const high = end;
        if (high > 1024) expect(allocator.allocate(high - 1024)).toBe(1024);
      }),
    );
  });

  it('refuses to free what it did not hand out', () => {
    expect(() => new Allocator(0, () => {}).free(64)).toThrow('nothing is allocated there');
  });
});
