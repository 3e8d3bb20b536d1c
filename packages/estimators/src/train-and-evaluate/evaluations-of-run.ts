import type { Estimator } from '../estimator/estimator.ts';
import type { Evaluation } from '../estimator/estimator-options.ts';
import type { EvalSpec, ExporterAndPath } from './specs.ts';

/** The evaluations and exports of one run, each checkpoint's once. */
export class EvaluationsOfRun<Prediction extends object, Scores extends Readonly<Record<string, number>>> {
  readonly #estimator: Estimator<Prediction, Scores>;
  readonly #spec: EvalSpec;
  readonly #exporters: readonly ExporterAndPath[];
  #last: Evaluation<Scores> | undefined;
  #exports: readonly (string | undefined)[] = [];

  constructor(estimator: Estimator<Prediction, Scores>, spec: EvalSpec, exporters: readonly ExporterAndPath[]) {
    this.#estimator = estimator;
    this.#spec = spec;
    this.#exporters = exporters;
  }

  /** What the exporters of the last evaluation gave. */
  get exports(): readonly (string | undefined)[] {
    return this.#exports;
  }

  /** Evaluates and exports what the estimator has become. */
  async add(isTheFinalExport: boolean): Promise<Evaluation<Scores>> {
    const { inputFn, steps = 100, name } = this.#spec;
    const evaluation = await this.#estimator.evaluate({ inputFn, steps: steps ?? undefined, name });
    this.#last = evaluation;
    this.#exports = [];
    await this.#export(evaluation, isTheFinalExport);
    return evaluation;
  }

  /** The evaluation and the exports at the end of training, which may have been evaluated already. */
  async finish(globalStep: number): Promise<Evaluation<Scores>> {
    if (this.#last?.globalStep !== globalStep) return this.add(true);
    await this.#export(this.#last, true);
    return this.#last;
  }

  /** Where an earlier run has come to this step: its evaluation, if it could still make one. */
  async finishEarlier(globalStep: number): Promise<Evaluation<Scores>> {
    const evaluations = await this.#estimator.evaluations(this.#spec.name);
    return evaluations.findLast((evaluation) => evaluation.globalStep === globalStep) ?? this.add(true);
  }

  /** By those that have not exported this evaluation's checkpoint. */
  async #export(evalResult: Evaluation<Scores>, isTheFinalExport: boolean): Promise<void> {
    if (this.#exporters.length === 0) return;
    const estimator = this.#estimator;
    const checkpointPath = await estimator.latestCheckpoint();
    const { name: evalName } = this.#spec;
    const exports = [...this.#exports];
    for (const [i, [exporter, exportPath]] of this.#exporters.entries()) {
      exports[i] ??= await exporter.export({
        estimator,
        exportPath,
        checkpointPath,
        evalResult,
        evalName,
        isTheFinalExport,
      });
    }
    this.#exports = exports;
  }
}
