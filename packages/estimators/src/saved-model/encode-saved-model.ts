import { encodeSafetensors } from '@feedforward/checkpoint';
import type { Trainer } from '@feedforward/training';
import type { EstimatorParts } from '../estimator/estimator-parts.ts';
import { savedModelConfig } from './saved-model-config.ts';

/** The text in the file's metadata that says how to predict with the tensors. */
export const savedModelKey = 'savedModel';

/**
 * All that predictions take, as the bytes of a safetensors file with checksums.
 * @throws RangeError that names a feature column or layer which cannot be written down.
 */
export function encodeSavedModel(parts: EstimatorParts<unknown, unknown>, trainer: Trainer): Uint8Array {
  const config = JSON.stringify(savedModelConfig(parts, trainer));
  return encodeSafetensors(trainer.parameters(), { [savedModelKey]: config }, { checksums: true });
}
