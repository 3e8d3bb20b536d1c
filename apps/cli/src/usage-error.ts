/** The command line asks for what cannot be: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What `make` gives; what it throws is the command line's fault. */
export function usage<T>(make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
