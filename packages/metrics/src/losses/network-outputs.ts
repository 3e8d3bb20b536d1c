import type { OutputKind } from '@feedforward/datasets';

/** What a loss is told of a network that is to be trained on it. */
export interface NetworkOutputs {
  /** Undefined where the network does not say it. */
  readonly kind: OutputKind | undefined;
  /** How many there are of an example. */
  readonly count: number;
  /** Of which activation of this library they are, where it is known, such as `softmax` or `linear`. */
  readonly activation?: string | undefined;
}

/** Takes a network's outputs, and tells what they then are; or refuses them, for what could not be done. */
export type OutputsRule = (outputs: NetworkOutputs, cannot: string) => OutputKind;

/** Of losses of the difference between outputs and labels: any outputs, values where nothing else is said. */
export const anyOutputs: OutputsRule = ({ kind }) => kind ?? 'values';

/** Of losses of margins about 0: anything but probabilities, which lie on one side of it. */
export const margins: OutputsRule = ({ kind, activation }, cannot) => {
  if (kind !== 'probabilities') return 'logits';
  throw new RangeError(
    `Cannot ${cannot}: it takes outputs on both sides of 0, the network's are probabilities${by(activation)}. Leave out the last activation, or use sigmoidCrossEntropy.`,
  );
};

/**
 * Of cross-entropies: logits or probabilities.
 * @param activation That whose logits the loss takes.
 * @param fromLogits What the loss was told to take, if it was.
 */
export function entropyOutputs(activation: 'sigmoid' | 'softmax', fromLogits: boolean | undefined): OutputsRule {
  return (outputs, cannot) => {
    const { kind, count } = outputs;
    const refuse = (found: string): RangeError => new RangeError(`Cannot ${cannot}: ${found}.`);
    if (kind === 'values') {
      throw refuse(
        `it takes logits or probabilities, the network's outputs are values${by(outputs.activation)}. Let its last layer be linear, or end in ${activation}`,
      );
    }
    if (fromLogits === true && kind === 'probabilities') {
      throw refuse(
        `with fromLogits true it takes logits, the network's outputs are probabilities${by(outputs.activation)}. Leave fromLogits out`,
      );
    }
    if (fromLogits === false && (kind === 'logits' || (!kind && outputs.activation === 'linear'))) {
      throw refuse(
        `with fromLogits false it takes probabilities, the network's outputs are ${kind ?? 'linear'}. Leave fromLogits out, or let its last layer end in ${activation}`,
      );
    }
    if (count === 1 && outputs.activation === 'softmax') {
      throw refuse(
        'softmax of one output is always 1. Let the last layer have an output for each class, or end in sigmoid',
      );
    }
    if (count === 1 && activation === 'softmax' && kind === 'probabilities') {
      throw refuse('it takes a probability for each class, the network has one output. Use sigmoidCrossEntropy');
    }
    return fromLogits === false ? 'probabilities' : (kind ?? 'logits');
  };
}

const by = (activation: string | undefined): string => (activation === undefined ? '' : ` (of ${activation})`);
