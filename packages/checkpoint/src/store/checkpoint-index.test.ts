import { describe, expect, it } from 'vitest';
import { crc32c } from '../crc32c.ts';
import { formatIndex, parseIndex } from './checkpoint-index.ts';

const index = {
  entries: [
    { name: 'model.ckpt-10.safetensors', time: 1700000000.25, score: 0.5, preserved: true },
    { name: '__proto__', time: 0, score: undefined, preserved: false },
    { name: 'model.ckpt-20.safetensors', time: 1700000600, score: -1e-9, preserved: false },
  ],
  lastPreserved: 1700000000.25,
};
const leaving = { ...index, removed: ['model.ckpt-5.safetensors'] };

describe('the index', () => {
  it("is TensorFlow's text, with comments", () => {
    expect(formatIndex(index)).toBe(
      `model_checkpoint_path: "model.ckpt-20.safetensors"
all_model_checkpoint_paths: "model.ckpt-10.safetensors"
all_model_checkpoint_paths: "__proto__"
all_model_checkpoint_paths: "model.ckpt-20.safetensors"
all_model_checkpoint_timestamps: 1700000000.25
all_model_checkpoint_timestamps: 0
all_model_checkpoint_timestamps: 1700000600
last_preserved_timestamp: 1700000000.25
# feedforward: {"scores":{"model.ckpt-10.safetensors":0.5,"model.ckpt-20.safetensors":-1e-9},"preserved":["model.ckpt-10.safetensors"]}
# crc32c: ${formatIndex(index).slice(-9)}`,
    );
  });

  it('comes back as it was', () => {
    expect(parseIndex(formatIndex(index))).toEqual(index);
    expect(parseIndex(formatIndex(leaving))).toEqual(leaving);
    expect(parseIndex(formatIndex({ entries: [] }))).toEqual({ entries: [], lastPreserved: undefined });
  });

  it('is read from a text that TensorFlow wrote', () => {
    const text = 'model_checkpoint_path: "model.ckpt-1"\nall_model_checkpoint_paths: "/a/model.ckpt-1"\n';
    expect(parseIndex(text).entries).toEqual([
      { name: '/a/model.ckpt-1', time: 0, score: undefined, preserved: false },
    ]);
  });

  it.each([
    ['{"scores":{},"preserved":[],"removed":[5]}', 'details.removed[0] must be a text, it is 5'],
    ['{"scores":{"a":"high"},"preserved":[]}', 'details.scores.a must be a number, it is "high"'],
    ['{"scores":{},"preserved":{}}', 'details.preserved must be an array, it is an object'],
    ['7', 'details must be an object, it is 7'],
  ])('is refused with a checksum that is right and the details %s', (details, message) => {
    const text = `# feedforward: ${details}\n`;
    const crc = crc32c(new TextEncoder().encode(text)).toString(16).padStart(8, '0');
    expect(() => parseIndex(`${text}# crc32c: ${crc}\n`)).toThrow(
      new Error(`Cannot read index file "checkpoint": ${message}.`),
    );
  });

  it('has no times that no date can have', () => {
    const times = 'all_model_checkpoint_timestamps: Infinity\nlast_preserved_timestamp: 1e300\n';
    const index = parseIndex(`all_model_checkpoint_paths: "a"\n${times}`);
    expect([index.entries[0]?.time, index.lastPreserved]).toEqual([0, 0]);
  });

  it('is refused, or says the same of its checkpoints, whichever bit is flipped', () => {
    const bytes = new TextEncoder().encode(formatIndex(index));
    const names = index.entries.map(({ name }) => name);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const damaged = bytes.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      const read = attempt(() => parseIndex(new TextDecoder().decode(damaged)));
      if (read instanceof Error) {
        expect(read.message).toMatch(/^Cannot read index file "checkpoint": /);
      } else if (read.entries.some(({ score }) => score !== undefined)) {
        expect(read).toEqual(index); // only the line's end was hit
      } else {
        expect(read.entries.map(({ name }) => name)).toEqual(names); // the checksum's label was: no scores are believed
      }
    }
  });
});

function attempt<T>(act: () => T): T | Error {
  try {
    return act();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}
