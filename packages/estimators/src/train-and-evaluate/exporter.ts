import type { Estimator } from '../estimator/estimator.ts';
import type { Evaluation } from '../estimator/estimator-options.ts';
import type { ExportPath } from '../saved-model/exports.ts';

/** What an evaluation found, and the step that it is of. */
export type EvalResult = Evaluation<Readonly<Record<string, number>>>;

/** What exporters need of an estimator. */
export type Exportable = Pick<
  Estimator<object, Readonly<Record<string, number>>>,
  'config' | 'evaluations' | 'exportSavedModel'
>;

/** What {@link Exporter.export} is told. */
export interface ExportRequest {
  readonly estimator: Exportable;
  /** Where this exporter's exports are to be. */
  readonly exportPath: ExportPath;
  /** Undefined where the estimator has no `modelDir`. */
  readonly checkpointPath: string | undefined;
  /** Of that checkpoint. */
  readonly evalResult: EvalResult;
  /** The evaluation's name: what `estimator.evaluations` takes. */
  readonly evalName: string | undefined;
  /** Whether training has come to its end. */
  readonly isTheFinalExport: boolean;
}

/** Told of every evaluation by `trainAndEvaluate`, to export what it wants to: TensorFlow's `Exporter`. */
export interface Exporter {
  /** Of letters, digits, `.`, `_` and `-`: no other in an `EvalSpec` has it. */
  readonly name: string;
  /**
   * Exports, or does not. At the end of training, one that has not exported the last checkpoint is asked again.
   * @returns Where the export is.
   */
  export(request: ExportRequest): Promise<string | undefined>;
}
