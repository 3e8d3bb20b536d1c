import type { Callback } from '../callbacks/callback.ts';
import { isStateful } from '../callbacks/stateful-callback.ts';

/**
 * Callbacks in the order of their turns: as given, but those that save what the others leave come last, and among
 * these, first those that themselves remember something to be saved.
 */
export function inOrder(callbacks: readonly Callback[]): Callback[] {
  const rank = (callback: Callback): number => (callback.runsLast ? (isStateful(callback) ? 1 : 2) : 0);
  return callbacks.toSorted((a, b) => rank(a) - rank(b));
}
