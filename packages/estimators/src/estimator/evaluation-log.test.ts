import { memoryStorage } from '@feedforward/checkpoint';
import { expect, it, vi } from 'vitest';
import { silentLogger } from '../log/logger.ts';
import { EvaluationLog } from './evaluation-log.ts';

const storage = memoryStorage();
const make = () => new EvaluationLog<{ readonly [score: string]: number }>(storage, silentLogger);

it('keeps every evaluation for the next process, scores that are no finite numbers too', async () => {
  const first = { loss: 0.1, auc: Number.NaN, globalStep: 1 };
  const second = { loss: Number.POSITIVE_INFINITY, auc: Number.NEGATIVE_INFINITY, globalStep: 2 };
  await make().add(undefined, first);
  await make().add(undefined, second);
  expect(await make().list(undefined)).toEqual([first, second]);
  expect(await make().list('validation')).toEqual([]);
});

it('takes a damaged file for none', async () => {
  for (const text of ['[{"loss":', '{"loss":1}', '[{"loss":"small"}]', '[null]']) {
    await storage.write('eval_damaged.json', new TextEncoder().encode(text));
    expect(await make().list('damaged')).toEqual([]);
  }
});

it('says that it cannot keep an evaluation, and knows it all the same', async () => {
  vi.spyOn(storage, 'write').mockRejectedValueOnce(new Error('The disk is full.'));
  const warn = vi.fn();
  const log = new EvaluationLog<{ readonly [score: string]: number }>(storage, { ...silentLogger, warn });
  await log.add('full', { loss: 1 });
  expect(warn).toHaveBeenCalledWith('The scores are not kept: The disk is full.');
  expect(await log.list('full')).toEqual([{ loss: 1 }]);
});
