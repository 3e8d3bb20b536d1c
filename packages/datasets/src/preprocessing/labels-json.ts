import type { Label } from './label-classes.ts';

/** A label as JSON can hold it: a BigInt by its digits. */
export type JsonLabel = Exclude<Label, bigint> | { readonly bigint: string };

/** Labels as JSON can hold them. */
export function labelsToJson(labels: readonly Label[]): JsonLabel[] {
  return labels.map((label) => (typeof label === 'bigint' ? { bigint: String(label) } : label));
}

/** What {@link labelsToJson} gave, as labels; whatever else is among them stays as it is, to be refused as labels are. */
export function labelsFromJson<T>(labels: readonly T[]): (T | bigint)[] {
  return labels.map((label) => {
    if (typeof label !== 'object' || label === null || !('bigint' in label)) return label;
    const { bigint } = label;
    return typeof bigint === 'string' && /^-?\d+$/.test(bigint) ? BigInt(bigint) : label;
  });
}
