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

it('keeps two that are added at once', async () => {
  const fresh = memoryStorage();
  const of = () => new EvaluationLog<{ readonly [score: string]: number }>(fresh, silentLogger);
  const log = of();
  await Promise.all([log.add('both', { loss: 1 }), log.list('both'), log.add('both', { loss: 2 })]);
  expect(await log.list('both')).toEqual([{ loss: 1 }, { loss: 2 }]);
  expect(await of().list('both')).toEqual([{ loss: 1 }, { loss: 2 }]);
});

it('takes a damaged file for none, and says so', async () => {
  for (const text of ['[{"loss":', '{"loss":1}', '[{"loss":"small"}]', '[null]']) {
    await storage.write('eval_damaged.json', new TextEncoder().encode(text));
    const warn = vi.fn();
    const log = new EvaluationLog<{ readonly [score: string]: number }>(storage, { ...silentLogger, warn });
    expect(await log.list('damaged')).toEqual([]);
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/^The scores in eval_damaged\.json are passed over: /),
    );
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
