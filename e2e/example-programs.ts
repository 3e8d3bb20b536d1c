import { expect } from 'vitest';

/** What each program in `examples/` must print, when it runs for one epoch. */
export const examplePrograms: Readonly<Record<string, (output: string) => void>> = {
  'low-level-road.ts'(output) {
    const rows = Array.from(output.matchAll(/^(step|epoch) (\d+), \w+ +([\d.]+) +([\d.]+) +([\d.]+)$/gm));
    expect(rows.map(([, what, count]) => `${what} ${count}`)).toEqual([
      'step 1',
      'step 10',
      'step 100',
      'step 1000',
      'epoch 0',
    ]);
    for (const [, what, count, ...columns] of rows) {
      const values = columns.map(Number);
      const distance = Math.max(...values) - Math.min(...values);
      // Losses in the digits of float32, as long as no difference has grown; then validation accuracies.
      if (what === 'step' && Number(count) <= 100) expect(distance).toBeLessThan(2.5e-6);
      if (what === 'epoch') expect(distance).toBeLessThanOrEqual(0.002);
      if (what === 'epoch') expect(Math.min(...values)).toBeGreaterThanOrEqual(0.89);
    }
  },
  'transfer.ts'(output) {
    expect(Number(/all images: test accuracy (\S+)/.exec(output)?.[1])).toBeGreaterThan(0.98);
    const rows = Array.from(output.matchAll(/^(\d+) images each +(.+?) +(0\.\d{4}) 0\.\d{3} to 0\.\d{3}$/gm));
    expect(rows).toHaveLength(8);
    const accuracies = new Map(rows.map(([, images, way, mean]) => [`${way} ${images}`, Number(mean)]));
    expect(accuracies.get('reused, trained on 100')).toBeGreaterThan(accuracies.get('from scratch 100')!);
  },
};
