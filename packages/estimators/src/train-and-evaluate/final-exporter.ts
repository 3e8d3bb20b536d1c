import { exportAndKeep } from './export-and-keep.ts';
import type { Exporter } from './exporter.ts';

/** What {@link finalExporter} takes. */
export interface FinalExporterOptions {
  readonly name: string;
}

/**
 * Exports once, at the end of training: TensorFlow's `FinalExporter`. It does so too where training ends before
 * `maxSteps`, which TensorFlow's does not.
 */
export function finalExporter({ name }: FinalExporterOptions): Exporter {
  return {
    name,
    async export(request) {
      if (!request.isTheFinalExport) return undefined;
      request.estimator.config.logger.info('Performing the final export in the end of training.');
      return exportAndKeep(request, null);
    },
  };
}
