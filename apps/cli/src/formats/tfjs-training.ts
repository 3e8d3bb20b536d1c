import { encodeTfjsModel, type TfjsTraining } from '@feedforward/checkpoint/tfjs';
import { stateIn } from '@feedforward/training';
import type { Contents } from './format.ts';
import { lossIn } from './loss-in.ts';
import { networkIn } from './network-in.ts';

/**
 * What TF.js trains on from, where the file is a trainer's checkpoint. Undefined for other files, and for a loss or an
 * optimizer that TF.js does not have.
 */
export function tfjsTraining(contents: Contents): TfjsTraining | undefined {
  const { tensors, metadata = {} } = contents;
  const loss = lossIn(contents);
  if (!loss) return undefined;
  try {
    const { optimizer } = JSON.parse(metadata.recipe ?? '{}');
    const { globalStep, slots } = stateIn({ tensors: new Map(tensors), metadata }, 'the file');
    const training: TfjsTraining = { loss, optimizer, globalStep, slots: new Map(slots) };
    encodeTfjsModel(networkIn(contents), { training }); // which checks it
    return training;
  } catch {
    return undefined;
  }
}
