import type { Label } from '@feedforward/datasets';
import { type LabelList, type LabelPairs, placesOf } from '../labels/label-pairs.ts';
import type { ClassCounts } from './class-counts.ts';

/** How much weight of examples concerns a class. */
export interface ClassTally {
  readonly truePositives: number;
  readonly predicted: number;
  readonly labelled: number;
}

/** The tally of each class, in their order. */
export function talliesOfCounts({ classes, confusion }: ClassCounts): ClassTally[] {
  return Array.from({ length: classes }, (_, c) => {
    let [predicted, labelled] = [0, 0];
    for (let other = 0; other < classes; other++) {
      predicted += confusion[other * classes + c]!;
      labelled += confusion[c * classes + other]!;
    }
    return { truePositives: confusion[c * classes + c]!, predicted, labelled };
  });
}

/** The tallies of the labels that were chosen, or of all that were met. All examples count, whatever was chosen. */
export function talliesOfPairs(
  { classes, actual, predicted, weights }: LabelPairs,
  chosen: LabelList | undefined,
  cannot: string,
): { readonly labels: readonly Label[]; readonly tallies: readonly ClassTally[] } {
  const all = classes.map(() => ({ truePositives: 0, predicted: 0, labelled: 0 }));
  for (let i = 0; i < actual.length; i++) {
    const weight = weights ? weights[i]! : 1;
    all[actual[i]!]!.labelled += weight;
    all[predicted[i]!]!.predicted += weight;
    if (actual[i] === predicted[i]) all[actual[i]!]!.truePositives += weight;
  }
  if (!chosen) return { labels: classes, tallies: all };
  const none = { truePositives: 0, predicted: 0, labelled: 0 };
  return { labels: Array.from(chosen), tallies: placesOf(chosen, classes, cannot).map((place) => all[place] ?? none) };
}
