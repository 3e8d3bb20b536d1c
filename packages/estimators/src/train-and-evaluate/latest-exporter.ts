import { checkExportsToKeep, exportAndKeep } from './export-and-keep.ts';
import type { Exporter } from './exporter.ts';

/** What {@link latestExporter} takes. */
export interface LatestExporterOptions {
  readonly name: string;
  /** How many of the newest exports to keep; null for all. Default 5. */
  readonly exportsToKeep?: number | null | undefined;
}

/**
 * Exports every checkpoint that is evaluated: TensorFlow's `LatestExporter`.
 * @throws RangeError for a number to keep that is not whole, or below 1.
 */
export function latestExporter({ name, exportsToKeep = 5 }: LatestExporterOptions): Exporter {
  checkExportsToKeep(exportsToKeep);
  return { name, export: (request) => exportAndKeep(request, exportsToKeep) };
}
