import { checkExportsToKeep, exportAndKeep } from './export-and-keep.ts';
import type { EvalResult, Exportable, Exporter } from './exporter.ts';

/** What is to be compared: an evaluation, and the best before it. */
export interface EvalResults {
  readonly bestEvalResult: EvalResult;
  readonly currentEvalResult: EvalResult;
}

/** What {@link bestExporter} takes. */
export interface BestExporterOptions {
  /** Default `'best_exporter'`. */
  readonly name?: string | undefined;
  /** Whether the current evaluation is better than the best. Default: its `loss` is smaller. */
  readonly compareFn?: ((results: EvalResults) => boolean) | undefined;
  /** How many of the newest exports to keep; null for all. Default 5. */
  readonly exportsToKeep?: number | null | undefined;
}

/**
 * Exports a checkpoint whose evaluation is better than all before it, those by earlier processes in the `modelDir`
 * among them: TensorFlow's `BestExporter`.
 * @throws RangeError for a number to keep that is not whole, or below 1.
 */
export function bestExporter({
  name = 'best_exporter',
  compareFn = isLossSmaller,
  exportsToKeep = 5,
}: BestExporterOptions = {}): Exporter {
  checkExportsToKeep(exportsToKeep);
  let known: Exportable | undefined;
  let best: EvalResult | undefined;
  let hasExported = false;
  return {
    name,
    async export(request) {
      const { estimator, evalResult, evalName } = request;
      if (estimator !== known) {
        estimator.config.logger.info('Loading best metric from event files.');
        known = estimator;
        best = bestOf(await estimator.evaluations(evalName), compareFn);
        hasExported = false;
      }
      // The evaluations that were read end with this one: it is to be exported if it is itself the best of them.
      const isFirst = !hasExported && best !== undefined && areEqual(best, evalResult);
      if (best && !isFirst && !compareFn({ bestEvalResult: best, currentEvalResult: evalResult })) return undefined;
      estimator.config.logger.info('Performing best model export.');
      const path = await exportAndKeep(request, exportsToKeep);
      best = evalResult;
      hasExported = true;
      return path;
    },
  };
}

function isLossSmaller({ bestEvalResult: { loss: best }, currentEvalResult: { loss: current } }: EvalResults): boolean {
  if (best !== undefined && current !== undefined) return current < best;
  throw new RangeError('Cannot tell which evaluation is better: they have no loss. Give a compareFn.');
}

function bestOf(
  evaluations: readonly EvalResult[],
  compareFn: (results: EvalResults) => boolean,
): EvalResult | undefined {
  let best: EvalResult | undefined;
  for (const currentEvalResult of evaluations) {
    if (!best || compareFn({ bestEvalResult: best, currentEvalResult })) best = currentEvalResult;
  }
  return best;
}

function areEqual(a: EvalResult, b: EvalResult): boolean {
  const names = Object.keys({ ...a, ...b });
  return names.every((name) => Object.is(a[name], b[name]));
}
