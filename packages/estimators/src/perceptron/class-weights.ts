import type { Label } from './labels.ts';

/** Weights of classes: by label, or in inverse proportion to how often they come. */
export type ClassWeight = 'balanced' | ReadonlyMap<Label, number> | Readonly<Record<string, number>>;

/** The compiler does not know a read-only map by `instanceof` alone. */
export function isMap(weights: ClassWeight): weights is ReadonlyMap<Label, number> {
  return weights instanceof Map;
}

/** A copy that nobody else can change. */
export function copyOf(weights: ClassWeight | null): ClassWeight | null {
  if (weights === null || typeof weights === 'string') return weights;
  return isMap(weights) ? new Map(weights) : { ...weights };
}

/**
 * A weight for each class, as scikit-learn's `compute_class_weight` has them: `'balanced'` is
 * labels / (classes · labels of the class), after King and Zen (2001); one that is not given is 1.
 *
 * @throws RangeError if a class has no label to be balanced by; or if a class has no weight while there are weights for
 *   what is no class: then a label may be misspelt.
 */
export function expandClassWeight<L extends Label>(
  weights: ClassWeight | null,
  classes: readonly L[],
  labels: ArrayLike<L>,
): Float64Array {
  if (weights === null) return new Float64Array(classes.length).fill(1);
  if (weights === 'balanced') return balanced(classes, labels);
  const given = new Map<Label, number>(isMap(weights) ? weights : Object.entries(weights));
  const found = classes.map((label) => given.get(isMap(weights) ? label : String(label)));
  const without = found.filter((weight) => weight === undefined).length;
  if (without > 0 && classes.length - without !== given.size) {
    throw new RangeError(
      `Cannot fit: classWeight takes weights for the classes [${classes}], found [${[...given.keys()]}].`,
    );
  }
  return Float64Array.from(found, (weight) => weight ?? 1);
}

function balanced<L extends Label>(classes: readonly L[], labels: ArrayLike<L>): Float64Array {
  const counts = new Map(classes.map((label) => [label, 0]));
  for (let i = 0; i < labels.length; i++) counts.set(labels[i]!, (counts.get(labels[i]!) ?? 0) + 1);
  const missing = classes.find((label) => counts.get(label) === 0);
  if (missing !== undefined) {
    throw new RangeError(`Cannot fit: balanced class weights take labels of every class, found none of ${missing}.`);
  }
  return Float64Array.from(classes, (label) => labels.length / (classes.length * counts.get(label)!));
}
