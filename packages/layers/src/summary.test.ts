import { describe, expect, it } from 'vitest';
import { batchNormalization, dense, dropout, sequential, summary } from './index.ts';

describe('summary', () => {
  it('lists the layers, their outputs and their parameters, in columns', () => {
    const model = sequential(
      [
        dense(300, { name: 'hidden1', activation: 'relu' }),
        batchNormalization(),
        dropout(0.5),
        dense(10, { name: 'outputs' }),
      ],
      { inputShape: [784] },
    );
    expect(summary(model).split('\n')).toEqual([
      'layer               output        parameters',
      'hidden1             [batch, 300]     235,500',
      'batchNormalization  [batch, 300]       1,200',
      'dropout             [batch, 300]           0',
      'outputs             [batch, 10]        3,010',
      'total                                239,710',
      'not trainable                            600',
    ]);
  });
});
