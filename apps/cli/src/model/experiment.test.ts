import { describe, expect, it } from 'vitest';
import { decodeExperiment, type Experiment, encodeExperiment } from './experiment.ts';

const experiment: Experiment = {
  data: { kind: 'csv', path: '/data/flowers.csv', label: 'species' },
  examples: 100,
  validation: 0.2,
  seed: 1,
  hidden: [16],
  activation: 'relu',
  dropout: 0,
  optimizer: 'adam',
  learningRate: 0.01,
  batchSize: 16,
  classes: ['a', 'b'],
  scaling: { mean: [1], deviation: [2] },
  command: 'train',
};

describe('experiments', () => {
  it('come back as they were written', () => {
    const text = encodeExperiment(experiment, '/models/a/model.safetensors');
    expect(decodeExperiment(text, '/models/a/model.safetensors')).toEqual(experiment);
  });

  it('find their data when both have moved', () => {
    const text = encodeExperiment(experiment, '/models/a/model.safetensors');
    expect(decodeExperiment(text, '/mnt/models/a/model.safetensors').data.path).toBe('/mnt/data/flowers.csv');
  });

  it('leave URLs alone', () => {
    const data = { kind: 'mnist', path: 'https://example.org/mnist/' } as const;
    const text = encodeExperiment({ ...experiment, data }, 'model.safetensors');
    expect(decodeExperiment(text, 'model.safetensors').data).toEqual(data);
  });

  it.each([
    '',
    'null',
    '{}',
    JSON.stringify({ ...experiment, classes: [1] }),
    JSON.stringify({ ...experiment, hidden: '16' }),
    JSON.stringify({ ...experiment, data: { kind: 'tape' } }),
    JSON.stringify({ ...experiment, scaling: { mean: [null] } }),
  ])('refuse %j', (text) => {
    expect(() => decodeExperiment(text, 'a.safetensors')).toThrow(
      'Cannot use "a.safetensors": what it says of its training is not whole.',
    );
  });
});
