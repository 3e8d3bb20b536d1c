import type { EarlyStoppingInterval } from './make-early-stopping-hook.ts';

/** What keeps the scores of its evaluations: every estimator. */
export interface Evaluated {
  evaluations(name?: string): Promise<readonly (Readonly<Record<string, number>> & { readonly globalStep: number })[]>;
}

/** Which evaluations an early stopping hook looks at, and how often. */
export interface EarlyStoppingOptions extends EarlyStoppingInterval {
  /** The evaluations of this name, as `evaluate` took it. Default: those without. */
  readonly name?: string | undefined;
  /** Evaluations of fewer steps than this do not count. Default 0. */
  readonly minSteps?: number | undefined;
}

/**
 * The values of a score by the step that they are of, sorted; of several at one step, the last.
 * @throws RangeError if an evaluation has no such score.
 */
export async function scoresByStep(
  estimator: Evaluated,
  metricName: string,
  { name, minSteps = 0 }: EarlyStoppingOptions,
): Promise<(readonly [step: number, value: number])[]> {
  const values = new Map<number, number>();
  for (const { globalStep, ...scores } of await estimator.evaluations(name)) {
    if (globalStep < minSteps) continue;
    const value = Object.hasOwn(scores, metricName) ? scores[metricName] : undefined;
    if (value === undefined) {
      throw new RangeError(
        `Cannot stop early: the evaluations have no "${metricName}", they have ${Object.keys(scores).join(', ')}.`,
      );
    }
    values.set(globalStep, value);
  }
  return [...values].sort(([a], [b]) => a - b);
}
