import { checkWhole } from '../estimator/run-config.ts';
import { Exports } from '../saved-model/exports.ts';
import type { ExportRequest } from './exporter.ts';

/** @throws RangeError unless it is null, or a whole number, 1 or more. */
export function checkExportsToKeep(exportsToKeep: number | null): void {
  checkWhole('export', { exportsToKeep: exportsToKeep ?? undefined }, 1);
}

/** Exports the checkpoint, then takes the oldest exports away. @param exportsToKeep Null for all. */
export async function exportAndKeep(
  { estimator, exportPath, checkpointPath }: ExportRequest,
  exportsToKeep: number | null,
): Promise<string> {
  const path = await estimator.exportSavedModel(exportPath.base, { checkpointPath, prefix: exportPath.prefix });
  if (exportsToKeep === null) return path;
  try {
    await new Exports(exportPath).keep(exportsToKeep);
  } catch (error) {
    estimator.config.logger.warn(`Old exports are still there: ${error instanceof Error ? error.message : error}`);
  }
  return path;
}
