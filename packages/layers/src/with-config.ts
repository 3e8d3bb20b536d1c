/**
 * Gives an object its config, which a copy by spread does not take along: `{ ...dense(10), call }` is no longer what the
 * config says, and must be neither saved nor compiled by it.
 */
export function withConfig<T extends { readonly config?: unknown }>(object: T, config: T['config']): T {
  return Object.defineProperty(object, 'config', { value: config });
}
