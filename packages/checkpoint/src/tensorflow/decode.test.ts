import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { describe, expect, it } from 'vitest';
import { decodeTensorFlowCheckpoint } from './decode.ts';
import { maskedCrc32c } from './masked-crc32c.ts';
import { bytesOf, checkpointOf, headerOf, indexOf, type TestEntry } from './testing.ts';

const floats = (...values: number[]) => bytesOf(Float32Array.from(values));
const bias: TestEntry = { name: 'bias', shape: [2], bytes: floats(1, 2) };
const problem = (message: string) => new Error(`Cannot read TensorFlow checkpoint "m.ckpt": ${message}.`);
const decode = (entries: readonly TestEntry[]) => decodeTensorFlowCheckpoint(checkpointOf(entries), { name: 'm.ckpt' });

describe('decodeTensorFlowCheckpoint', () => {
  it.each([
    [1, 'float32', Float32Array.of(0.5, -0, Number.NaN)],
    [2, 'float64', Float64Array.of(Math.PI, 2)],
    [3, 'int32', Int32Array.of(-5, 6)],
    [4, 'uint8', Uint8Array.of(0, 255)],
    [5, 'int16', Int16Array.of(-300, 300)],
    [6, 'int8', Int8Array.of(-128, 127)],
    [9, 'int64', BigInt64Array.of(-(2n ** 63n), 5n)],
    [10, 'bool', Uint8Array.of(0, 1)],
    [11, 'int8', Int8Array.of(-1)],
    [12, 'uint8', Uint8Array.of(200)],
    [13, 'int32', Int32Array.of(-7)],
    [15, 'int16', Int16Array.of(-7)],
    [16, 'uint16', Uint16Array.of(65_535)],
    [17, 'uint16', Uint16Array.of(65_535)],
    [22, 'uint32', Uint32Array.of(2 ** 32 - 1)],
    [23, 'uint64', BigUint64Array.of(2n ** 64n - 1n)],
  ])('reads dtype %i as %s', (number, dtype, data) => {
    const tensors = decode([{ name: 'x', dtype: number, shape: [data.length], bytes: bytesOf(data) }]);
    expect(tensors).toEqual(new Map([['x', { dtype, shape: [data.length], data }]]));
  });

  it('reads half precision and bfloat16 as float32', () => {
    const half = bytesOf(Uint16Array.of(0x3c00, 0xc000, 0x0001));
    const brain = bytesOf(Uint16Array.of(0x3f80, 0xc000, 0x7f80));
    const tensors = decode([
      { name: 'half', dtype: 19, shape: [3], bytes: half },
      { name: 'brain', dtype: 14, shape: [3], bytes: brain },
    ]);
    expect(tensors.get('half')?.data).toEqual(Float32Array.of(1, -2, 2 ** -24));
    expect(tensors.get('brain')?.data).toEqual(Float32Array.of(1, -2, Number.POSITIVE_INFINITY));
  });

  it('passes over what no typed array holds, and tells', () => {
    const skipped: string[] = [];
    const others = [7, 8, 18, 20, 21, 29].map((dtype) => ({ name: `of ${dtype}`, dtype, bytes: Uint8Array.of(1) }));
    const tensors = decodeTensorFlowCheckpoint(checkpointOf([bias, ...others]), {
      onSkip: (...parameters) => skipped.push(parameters.join(': ')),
    });
    expect([...tensors.keys()]).toEqual(['bias']);
    expect(skipped).toEqual([
      'of 18: DT_COMPLEX128',
      'of 20: DT_RESOURCE',
      'of 21: DT_VARIANT',
      'of 29: number 29 of types.proto',
      'of 7: DT_STRING',
      'of 8: DT_COMPLEX64',
    ]);
  });

  it('gives tensors memory of their own, whatever their place in the file', () => {
    const files = checkpointOf([{ name: 'a', dtype: 4, shape: [1], bytes: Uint8Array.of(9) }, bias]);
    const tensors = decodeTensorFlowCheckpoint(files);
    files.shards[0]!.fill(0);
    expect(tensors.get('bias')?.data).toEqual(Float32Array.of(1, 2));
  });

  it('reads scalars, empty tensors, and names of all sorts', () => {
    const names = ['__proto__', 'constructor', 'é/\u{1f600}', '\ufeffa'];
    const tensors = decode([
      ...names.map((name, i) => ({ name, bytes: floats(i) })),
      { name: 'none', shape: [0, 5], bytes: new Uint8Array(0) },
    ]);
    for (const [i, name] of names.entries()) expect(tensors.get(name)?.data).toEqual(Float32Array.of(i));
    expect(tensors.get('none')).toEqual({ dtype: 'float32', shape: [0, 5], data: new Float32Array(0) });
    expect(Object.prototype).not.toHaveProperty('shape');
  });

  it('reads any number of data files', () => {
    const entries = ['a', 'b', 'c'].map((name, shard) => ({ name, shard, bytes: floats(shard) }));
    const files = checkpointOf(entries, 3);
    const tensors = decodeTensorFlowCheckpoint(files);
    expect([...tensors.values()].map(({ data }) => data[0])).toEqual([0, 1, 2]);
    expect(() => decodeTensorFlowCheckpoint({ ...files, shards: files.shards.slice(1) }, { name: 'm.ckpt' })).toThrow(
      problem('its index counts 3 data files, given are 2'),
    );
  });

  it.each<[string, Partial<TestEntry>]>([
    ['is damaged: its checksum is that of other bytes', { crc32c: 5 }],
    ['takes 12 bytes, its entry says 8', { shape: [3] }],
    ['takes 8 bytes, its entry says 4', { size: 4 }],
    ['takes 8 bytes, its entry says -1', { size: -1 }],
    ['must lie in the 8 bytes of its data file, its 8 are at 1', { offset: 1 }],
    ['must lie in the 8 bytes of its data file, its 8 are at -8', { offset: -8 }],
    ['must have a shape of whole numbers of 0 or more, found -2', { shape: [-2] }],
    ['must have 254 dimensions at most, it has 255', { shape: Array.from({ length: 255 }, () => 1) }],
    ['is in data file 1, there are 1, from 0 on', { shard: 1 }],
    ['is in data file -1, there are 1, from 0 on', { shard: -1 }],
    [
      'must have a shape, its rank is unknown',
      { more: new BinaryWriter().tag(2, WireType.LengthDelimited).fork().tag(3, 0).bool(true).join().finish() },
    ],
  ])('refuses a tensor: it %s', (message, change) => {
    const { shards } = checkpointOf([bias]);
    const index = indexOf([{ ...bias, ...change }]);
    expect(() => decodeTensorFlowCheckpoint({ index, shards }, { name: 'm.ckpt' })).toThrow(
      problem(`tensor "bias" ${message}`),
    );
  });

  it('refuses sizes beyond counting, and takes no memory for them', () => {
    const entry = { ...bias, shape: [2 ** 40, 2 ** 40], size: 2 ** 52 };
    expect(() => decode([entry])).toThrow(problem('the size of tensor "bias" is more than can be counted'));
    expect(() => decode([{ ...bias, shape: [2 ** 40], size: 2 ** 42 }])).toThrow('must lie in the 8 bytes');
  });

  it('refuses tensors that lie over each other', () => {
    const others = ['a', 'b', 'c'].map((name) => ({ ...bias, name, offset: 0 }));
    const files = { index: indexOf(others), shards: [bias.bytes!] };
    expect(() => decodeTensorFlowCheckpoint(files, { name: 'm.ckpt' })).toThrow(
      problem('tensor "b" lies over others in its data file'),
    );
  });

  it.each<[string, Uint8Array]>([
    ['its numbers must be little-endian, they are big-endian', headerOf(1, Uint8Array.of(2 << 3, 1))],
    ['its header must count at least one data file, it counts 0', headerOf(0)],
    ['it needs a reader of version 2, this one is of version 1', headerOf(1, Uint8Array.of((3 << 3) | 2, 2, 16, 2))],
    ['the header of its index is damaged: premature EOF', headerOf(1, Uint8Array.of((3 << 3) | 2, 9))],
  ])('refuses a checkpoint: %s', (message, header) => {
    expect(() => decodeTensorFlowCheckpoint({ index: indexOf([], header), shards: [] }, { name: 'm.ckpt' })).toThrow(
      problem(message),
    );
  });
});

describe('decodeTensorFlowCheckpoint of variables in slices', () => {
  const [top, bottom] = [
    [
      { start: 0, length: 1 },
      { start: 0, length: -1 },
    ],
    [
      { start: 1, length: 2 },
      { start: 0, length: -1 },
    ],
  ] as const;
  const [left, right] = [
    [
      { start: 1, length: 2 },
      { start: 0, length: 1 },
    ],
    [
      { start: 1, length: 2 },
      { start: 1, length: 1 },
    ],
  ] as const;
  const none = [{ start: 0, length: -1 }] as const;
  const whole: TestEntry = { name: 'w', shape: [3, 2], size: 0, slices: [top, bottom] };
  const pieces: readonly TestEntry[] = [
    { name: 'w', slice: top, shape: [1, 2], bytes: floats(1, 2) },
    { name: 'w', slice: bottom, shape: [2, 2], bytes: floats(3, 4, 5, 6) },
  ];

  it('puts them together, whatever their order and whichever dimension was cut', () => {
    const expected = new Map([['w', { dtype: 'float32', shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) }]]);
    expect(decode([...pieces, whole])).toEqual(expected);
    const quarters: TestEntry[] = [
      { ...whole, slices: [right, top, left] },
      pieces[0]!,
      { name: 'w', slice: left, shape: [2, 1], bytes: floats(3, 5) },
      { name: 'w', slice: right, shape: [2, 1], bytes: floats(4, 6) },
    ];
    expect(decode(quarters)).toEqual(expected);
  });

  it('reads them from several data files', () => {
    const spread = pieces.map((piece, shard) => ({ ...piece, shard }));
    const tensors = decodeTensorFlowCheckpoint(checkpointOf([...spread, whole], 2));
    expect(tensors.get('w')?.data).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
  });

  it.each<[string, readonly TestEntry[]]>([
    ['a slice of tensor "w" is missing or does not lie within its shape', [whole, pieces[0]!]],
    ['a slice of tensor "w" is missing or does not lie within its shape', [{ ...whole, shape: [2, 2] }, ...pieces]],
    ['a slice of tensor "w" is missing or does not lie within its shape', [{ ...whole, shape: [3] }, ...pieces]],
    ['tensor "w" has 8 numbers, its 2 slices have 6', [{ ...whole, shape: [4, 2] }, ...pieces]],
    ['tensor "w" has 6 numbers, its 1 slices have 2', [{ ...whole, slices: [top] }, ...pieces]],
    ['a slice of tensor "w" comes twice', [{ ...whole, slices: [bottom, bottom] }, ...pieces]],
    [
      'a slice of tensor "w" comes twice',
      [
        { ...whole, shape: [0], slices: [none, none] },
        { name: 'w', slice: none },
      ],
    ],
    [
      'a slice of tensor "w" lies over others in its data file',
      [whole, { name: 'w', slice: top, size: 8, crc32c: maskedCrc32c(floats(3, 4)) }, pieces[1]!],
    ],
    [
      'the slices of tensor "w" lie over each other',
      [
        { ...whole, slices: [left, right.map(({ length }) => ({ start: 0, length })), top] },
        { name: 'w', slice: left, shape: [2, 1], bytes: floats(3, 5) },
        { name: 'w', slice: right.map(({ length }) => ({ start: 0, length })), shape: [2, 1], bytes: floats(4, 6) },
        pieces[0]!,
      ],
    ],
    [
      `a slice of tensor "${'w'.repeat(100)}…" is missing or does not lie within its shape`,
      [{ ...whole, name: 'w'.repeat(500_000) }],
    ],
    [
      'a slice of tensor "w" must be DT_FLOAT as the whole is, it is DT_INT32',
      [whole, pieces[0]!, { ...pieces[1]!, dtype: 3 }],
    ],
    ['a slice of tensor "w" takes 8 bytes, its entry says 4', [whole, { ...pieces[0]!, size: 4 }, pieces[1]!]],
  ])('refuses: %s', (message, entries) => {
    expect(() => decode(entries)).toThrow(problem(message));
  });
});
