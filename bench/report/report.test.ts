import { describe, expect, it } from 'vitest';
import type { Result, Standing } from '../contests/contest.ts';
import { chapter, describeNetwork } from '../contests/networks.ts';
import { baselineIsFaster, stepsPerSecond } from '../contests/units.ts';
import { contestSection } from './contest-section.ts';
import { replaceGenerated } from './replace-generated.ts';
import { trainingFigure } from './training-figure.ts';

const standing = (name: string, speed: number, ratio: number): Standing => ({
  name,
  notes: ['by hand'],
  cores: 1.04,
  speed: { median: speed, min: speed, max: speed },
  ratio: { median: ratio, min: ratio / 2, max: ratio * 2 },
});

const result: Result = {
  contest: {
    id: 'training/chapter',
    title: 'Training',
    text: 'As fast as it goes.',
    contestants: [],
    baseline: 'Feedforward',
    unit: stepsPerSecond,
    comparison: baselineIsFaster('Feedforward'),
  },
  standings: [standing('Feedforward', 1234.5, 1), standing('abacus', 1.5, 823)],
  absences: [{ name: 'slide rule', reason: 'there is none', broken: false }],
  disturbance: [],
  versions: [],
};

describe('contestSection', () => {
  it('has a table that can be read as it stands, and what there is to know', () => {
    expect(contestSection(result)).toBe(
      `### Training

As fast as it goes.

|             | steps/s | cores at work | Feedforward is so many times as fast |
| ----------- | ------: | ------------: | -----------------------------------: |
| Feedforward |   1,230 |           1.0 |                                      |
| abacus      |     1.5 |           1.0 |                       823 (412–1646) |

- Feedforward; abacus: by hand
- slide rule: not measured: there is none`,
    );
  });
});

describe('trainingFigure', () => {
  it('is an SVG file that names the network and the contestants', () => {
    const svg = trainingFigure([result]);
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain(describeNetwork(chapter));
    expect(svg).toContain('abacus');
  });
});

describe('replaceGenerated', () => {
  it('replaces what lies between the markers, and only that', () => {
    const page = 'Before\n<!-- npm run bench -- --write -->\nold\n<!-- end -->\nafter\n';
    const written = replaceGenerated(page, 'new');
    expect(written).toBe('Before\n<!-- npm run bench -- --write -->\n\nnew\n\n<!-- end -->\nafter\n');
    expect(replaceGenerated(written, 'new')).toBe(written);
  });

  it('refuses a page without them', () => {
    expect(() => replaceGenerated('nothing', 'new')).toThrow(/it must have "<!-- npm run bench/);
  });
});
