import { beforeAll, describe, expect, it } from 'vitest';
import type { Outcome, Report } from './outcome.ts';
import { runOpTests } from './run-op-tests.ts';

describe("tfjs-core's own tests, on the kernels of ready()", () => {
  let stock: Report;
  let ours: Report;
  beforeAll(async () => {
    ({ stock, ours } = await runOpTests());
  });

  it('are compared with a run on none but tfjs kernels', () => {
    expect(stock.replacedKernels).toEqual([]);
  });

  it('are compared with a run on ours', () => {
    expect(ours.replacedKernels.toSorted()).toEqual(['BatchMatMul', '_FusedMatMul']);
  });

  it('are the many that tfjs kernels pass, of matrix products not least', () => {
    const specs = stock.outcomes.filter(({ kind }) => kind === 'spec');
    const passed = specs.filter(hasPassed);
    expect(passed.length).toBeGreaterThan(1000);
    expect(passed.length / specs.length).toBeGreaterThan(0.9);
    expect(passed.filter(({ name }) => name.startsWith('matmul')).length).toBeGreaterThan(50);
    expect(passed.filter(({ name }) => name.startsWith('fused matmul ')).length).toBeGreaterThan(10);
  });

  it('pass here wherever they pass there', () => {
    const outcomes = new Map(ours.outcomes.map((outcome) => [keyOf(outcome), outcome]));
    const worse = stock.outcomes.filter(hasPassed).flatMap((expected) => {
      const outcome = outcomes.get(keyOf(expected));
      if (outcome === undefined) return [`${expected.name}: was not run`];
      return hasPassed(outcome) ? [] : [`${outcome.name}: ${outcome.status}. ${outcome.failures.join('; ')}`];
    });
    expect(worse).toEqual([]);
  });
});

function keyOf({ kind, name }: Outcome): string {
  return `${kind} ${name}`;
}

function hasPassed({ status }: Outcome): boolean {
  return status === 'passed';
}
