import { pathOf } from '../files/read-location.ts';
import { JsonValue } from '../json-value.ts';
import type { TfjsArtifacts, TfjsReadArtifacts } from './artifacts.ts';
import { refuseFor } from './decode.ts';
import { loadArtifacts, saveArtifacts } from './tfjs-files.ts';
import { readWeightSpec } from './weight-specs.ts';

/** What TF.js calls an `IOHandler`. */
export interface TfjsHandler {
  /** @throws Error if a file cannot be read or is not what it should be; it names it. */
  load(): Promise<TfjsArtifacts>;
  /** @throws Error if a file cannot be written. */
  save(artifacts: TfjsReadArtifacts): Promise<{ modelArtifactsInfo: { dateSaved: Date; modelTopologyType: 'JSON' } }>;
}

/**
 * A folder, in Node, Deno and Bun, as TF.js saves to it and loads from it: any model of any layers, with its optimizer
 * where TF.js was told to save it. A folder is written as `writeTfjsModel` does.
 *
 * @example
 * ```ts no-run
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] })] });
 * await model.save(tfjsFolder('./my-model'), { includeOptimizer: true });
 * const again = await tf.loadLayersModel(tfjsFolder('./my-model'));
 * ```
 */
export function tfjsFolder(folder: string | URL): TfjsHandler {
  return {
    async load() {
      const location = `${pathOf(folder)}/model.json`;
      const refuse = refuseFor(location);
      const { modelTopology, weightSpecs, weightData, ...others } = await loadArtifacts(location, refuse);
      const { format = 'layers-model', generatedBy = '', convertedBy = null, ...extras } = others;
      return {
        ...extras,
        modelTopology: new JsonValue(modelTopology, 'modelTopology', refuse).object(),
        weightSpecs: new JsonValue(weightSpecs, 'weightSpecs', refuse).array().map(readWeightSpec),
        weightData,
        format,
        generatedBy,
        convertedBy,
      };
    },
    async save(artifacts) {
      await saveArtifacts(folder, artifacts);
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    },
  };
}
