import type { TensorData } from '@feedforward/checkpoint';
import type { NamedTensors } from '@feedforward/training';
import type { Training } from './restored.ts';
import { slotNamesOf } from './variable-names.ts';
import { floats } from './variables.ts';

/** The slots of this network and optimizer; or what is wrong with those that there are. */
export function slotsIn(
  variables: ReadonlyMap<string, TensorData>,
  checkpoint: string,
  { trainer, optimizer, variableNames }: Training,
): NamedTensors | string {
  const slots = new Map<string, TensorData<'float32'>>();
  const theirs = slotNamesOf(optimizer.name);
  for (const { name, trainable } of trainer.model.parameters) {
    if (!trainable) continue;
    const variable = variableNames.variable(name);
    // What stands between the two names differs between versions of TensorFlow: `t_0`, `part_0`, or nothing.
    const found = new Map(
      [...variables]
        .filter(([slot]) => slot.startsWith(`${variable}/`))
        .map(([slot, value]) => [slot.slice(slot.lastIndexOf('/') + 1), floats(value, slot, checkpoint)]),
    );
    const expected = theirs ?? Object.fromEntries(Array.from(found.keys(), (slot) => [slot, slot]));
    const names = Object.values(expected);
    const known = [...names, ...(optimizer.name === 'rmsprop' ? ['RMSProp_1'] : [])];
    if (names.some((slot) => !found.has(slot)) || [...found.keys()].some((slot) => !known.includes(slot))) {
      return `Cannot go on from "${checkpoint}" with ${optimizer.name}: it must have slots ${listed(names)} of "${variable}", it has ${listed([...found.keys()])}. Use the optimizer that it was trained with, or warmStartFrom to take its parameters only.`;
    }
    for (const [ours, slot] of Object.entries(expected)) slots.set(`${name}/${ours}`, found.get(slot)!);
  }
  return slots;
}

const listed = (names: readonly string[]): string => names.join(', ') || 'none';
