import { expect, it } from 'vitest';
import { eventLoopTurns } from './event-loop.ts';

it('lets timers fire during work that never waits for anything else', async () => {
  const turn = eventLoopTurns();
  let fired = false;
  setTimeout(() => {
    fired = true;
  });
  const start = performance.now();
  while (!fired && performance.now() - start < 10_000) await turn();
  expect(fired).toBe(true);
});
