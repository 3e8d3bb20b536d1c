import { type CheckpointFormat, safetensorsFormat } from '@feedforward/checkpoint';
import { tensorFlowFormat } from '@feedforward/checkpoint/tensorflow';
import { type StateContent, stateIn } from '@feedforward/training';
import { fitting, type Restored, type Training } from './restored.ts';
import { stateInVariables } from './tensorflow-state.ts';

/** The format that a checkpoint's name, or its file's path, tells. */
export const formatOf = (checkpoint: string): CheckpointFormat =>
  checkpoint.endsWith(safetensorsFormat.nameEnding) ? safetensorsFormat : tensorFlowFormat;

/**
 * The state in a checkpoint, be it ours or TensorFlow's, by old or new names of variables.
 * @param name The checkpoint's, by which its format is told.
 * @throws RangeError if it holds no state of such a network.
 */
export function readState(content: StateContent, name: string, training: Training): Restored {
  return formatOf(name) === safetensorsFormat
    ? fitting(stateIn(content, name), training)
    : stateInVariables(content, name, training);
}
