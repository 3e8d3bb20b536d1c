import { type LossConfig, lossFromConfig } from '@feedforward/metrics/losses';
import type { Contents } from './format.ts';

/** The loss that a file says its network was trained on; undefined where it says none, or one of the user's own. */
export function lossIn({ metadata = {} }: Contents): LossConfig | undefined {
  try {
    return lossFromConfig(JSON.parse(metadata.recipe ?? '{}').loss).config;
  } catch {
    return undefined;
  }
}

/** What a network's file that is no trainer's has for texts. */
export function networkTexts(config: object, loss: object | undefined): Readonly<Record<string, string>> {
  return { model: JSON.stringify(config), ...(loss && { recipe: JSON.stringify({ loss }) }) };
}
