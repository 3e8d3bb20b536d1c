import type { Engine } from './engine.ts';

/** An engine, and how much of WebAssembly's memory it has taken. */
export interface Resident extends Engine {
  readonly bytes: number;
}

/** The most engines that stay in WebAssembly's memory besides the one that computes. */
const maxCount = 16;
/** The most bytes that they have there together. */
const maxBytes = 2 ** 28;

/** Those in WebAssembly's memory: the one used longest ago first. */
const residents = new Set<Resident>();

/**
 * Says that an engine computes now. Of the others, those used longest ago give their memory back, until the rest keep
 * within the limits: WebAssembly's memory never shrinks, and garbage collection is too late where a program makes one
 * trainer after another without a pause. What gave its memory back takes it again when it computes.
 */
export function useMemory(engine: Resident): void {
  residents.delete(engine);
  let bytes = 0;
  for (const resident of residents) bytes += resident.bytes;
  for (const resident of residents) {
    if (residents.size <= maxCount && bytes <= maxBytes) break;
    bytes -= resident.bytes;
    resident.dispose();
  }
  residents.add(engine);
}

/** Says that an engine has given its memory back. */
export function leaveMemory(engine: Resident): void {
  residents.delete(engine);
}
