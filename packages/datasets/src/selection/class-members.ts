import { encodeLabels, type Label } from '../preprocessing/label-classes.ts';
import { checkLabelCount } from './splitter.ts';

/** For each class, in ascending order, the examples labelled with it, in their order. */
export interface ClassMembers {
  readonly classes: readonly Label[];
  readonly members: readonly (readonly number[])[];
}

/**
 * @throws RangeError if there are not as many labels as examples; TypeError for labels that are not all numbers or all
 * strings.
 */
export function classMembers(examples: number, labels: ArrayLike<Label>): ClassMembers {
  checkLabelCount(examples, labels.length);
  const { classes, codes } = encodeLabels(labels, 'split');
  const members: number[][] = classes.map(() => []);
  for (const [example, code] of codes.entries()) members[code]!.push(example);
  return { classes, members };
}
