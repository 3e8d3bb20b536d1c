import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { zipSync } from 'fflate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultMaxBytes } from './default-max-bytes.ts';
import { decodeSafetensors } from './index.ts';
import { decodeNpy, decodeNpz, encodeNpz } from './numpy/index.ts';
import { decodeOnnxTensors } from './onnx/index.ts';
import { parseJson } from './parse-json.ts';
import { readEvents } from './tensorboard/index.ts';
import { encodeRecord } from './tensorboard/record.ts';
import { encodeVersion } from './tensorboard/scalar-event.ts';
import { decodeTensorFlowCheckpoint, encodeTensorFlowCheckpoint } from './tensorflow/index.ts';
import { decodeTfjsModel } from './tfjs/index.ts';
import { inflate } from './zip/inflate.ts';

const { LengthDelimited } = WireType;
const megabyte = 2 ** 20;

/** An npy file of zeros, of a dtype that NumPy describes so. */
function npyOf(descr: string, count: number, size: number, fortranOrder = 'False'): Uint8Array {
  const text = `{'descr': '${descr}', 'fortran_order': ${fortranOrder}, 'shape': (${count}, 1), }`;
  const header = new TextEncoder().encode(text.padEnd(117));
  const bytes = new Uint8Array(10 + header.length + count * size);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length]);
  bytes.set(header, 10);
  return bytes;
}

/** A safetensors file of these members, and no data. */
function safetensorsOf(members: string): Uint8Array {
  const header = new TextEncoder().encode(`{${members}}`);
  const bytes = new Uint8Array(8 + header.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  return bytes;
}

it('by default lets reading take 4 times the file, itself included, and 8 MiB', () => {
  expect(defaultMaxBytes(new Uint8Array(100))).toBe(8 * megabyte + 300);
});

describe('what is refused, before memory is taken', () => {
  it.each(['<f2', '<f4'])('%s arrays that are small when packed', (descr) => {
    const size = Number(descr[2]);
    const bomb = zipSync({ 'a.npy': npyOf(descr, (60 * megabyte) / size, size) });
    expect(bomb.length).toBeLessThan(megabyte / 4);
    expect(() => decodeNpz(bomb)).toThrow(/its files claim \d+ bytes unpacked, the limit is \d+; raise maxBytes/);
  });

  it('halves that are within the limit packed, and beyond it as float32', () => {
    const packed = zipSync({ 'a.npy': npyOf('<f2', 2 * megabyte, 2) });
    expect(() => decodeNpz(packed)).toThrow(/reading it takes \d+ bytes or more beside its own, the limit is/);
    expect(decodeNpz(packed, { maxBytes: 16 * megabyte }).get('a')?.data).toHaveLength(2 * megabyte);
  });

  it('nothing of what is stored as it is, halves included', () => {
    const stored = zipSync({ 'a.npy': npyOf('<f2', 16 * megabyte, 2) }, { level: 0 });
    expect(decodeNpz(stored).get('a')?.data).toHaveLength(16 * megabyte);
    expect(decodeNpy(npyOf('>f4', 4 * megabyte, 4, 'True')).data).toHaveLength(4 * megabyte);
  });

  it('tensors that are nothing but their names', () => {
    const members = (count: number): string =>
      Array.from({ length: count }, (_, i) => `"${i}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}`).join(',');
    expect(decodeSafetensors(safetensorsOf(members(1000))).tensors.size).toBe(1000);
    const file = safetensorsOf(members(120_000));
    expect(() => decodeSafetensors(file)).toThrow(/reading it takes \d+ bytes or more beside its own/);
    expect(decodeSafetensors(file, { maxBytes: 64 * megabyte }).tensors.size).toBe(120_000);
  });

  it('JSON of more lists than its length lets it hold', () => {
    const refuse = (found: string): Error => new Error(`Cannot read it: ${found}.`);
    const lists = (count: number): string => `[${'[],'.repeat(count)}0]`;
    expect(parseJson(lists(1000), 'a list', refuse)).toHaveLength(1001);
    expect(() => parseJson(lists(megabyte), 'a list', refuse)).toThrow('raise maxBytes if you trust it');
    expect(() => parseJson('[1', 'a list', refuse)).toThrow('Cannot read it: a list must be JSON in UTF-8: ');
  });

  it('an event of very many values', async () => {
    const value = Uint8Array.of(0x0a, 0x05, 0x15, 0, 0, 0x80, 0x3f); // a value of 1
    const summary = new Uint8Array(value.length * 200_000);
    for (let at = 0; at < summary.length; at += value.length) summary.set(value, at);
    const event = new BinaryWriter().tag(5, LengthDelimited).bytes(summary).finish();
    const file = Buffer.concat([encodeRecord(encodeVersion(1)), encodeRecord(event)]);
    await expect(readEvents(file)).rejects.toThrow('raise maxBytes if you trust it');
    const { scalars } = await readEvents(file, { maxBytes: 32 * megabyte });
    expect(scalars).toHaveLength(200_000);
    expect(scalars.at(-1)).toEqual({ tag: '', value: 1, step: 0, wallTime: 0 });
  });

  it('an index of tensors whose data are next to nothing', () => {
    const scalar = { dtype: 'float32', shape: [1], data: Float32Array.of(1) } as const;
    const many = Array.from({ length: 60_000 }, (_, i) => [`${i}`, scalar] as const);
    const checkpoint = encodeTensorFlowCheckpoint(many);
    expect(() => decodeTensorFlowCheckpoint(checkpoint)).toThrow('raise maxBytes if you trust it');
    expect(decodeTensorFlowCheckpoint(checkpoint, { maxBytes: 64 * megabyte }).size).toBe(60_000);
  });

  it('ONNX tensors of more than 254 dimensions, and very many empty ones', () => {
    const modelOf = (tensor: Uint8Array, count: number): Uint8Array => {
      const graph = new BinaryWriter();
      for (let i = 0; i < count; i++) graph.tag(5, LengthDelimited).bytes(tensor);
      return new BinaryWriter().tag(7, LengthDelimited).bytes(graph.finish()).finish();
    };
    const deep = new BinaryWriter().tag(1, LengthDelimited).bytes(new Uint8Array(megabyte).fill(1)).finish();
    expect(() => decodeOnnxTensors(modelOf(deep, 1))).toThrow('it has too many dimensions');
    expect(() => decodeOnnxTensors(modelOf(new Uint8Array(0), 60_000))).toThrow('raise maxBytes if you trust it');
  });

  it('weights of 8 bits that become more than their share as float32', () => {
    const units = 16 * megabyte;
    const quantization = { dtype: 'uint8', scale: 0.5, min: -1 } as const;
    const artifacts = {
      modelTopology: {
        class_name: 'Sequential',
        config: [
          { class_name: 'Dense', config: { name: 'out', units, use_bias: false, batch_input_shape: [null, 1] } },
        ],
      },
      weightSpecs: [{ name: 'out/kernel', shape: [1, units], dtype: 'float32', quantization }],
      weightData: new Uint8Array(units).fill(3).buffer,
    };
    expect(() => decodeTfjsModel(artifacts)).toThrow('raise maxBytes if you trust it');
    const { tensors } = decodeTfjsModel(artifacts, { maxBytes: 5 * units });
    expect(tensors.get('out/kernel')?.data.at(-1)).toBe(0.5);
  });
});

describe('inflate', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ['zlib', true],
    ['fflate, as in browsers', false],
  ])('by %s unpacks no more than was claimed', (_, hasZlib) => {
    if (!hasZlib) vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never);
    const zip = encodeNpz([['a', { dtype: 'uint8', shape: [megabyte], data: new Uint8Array(megabyte) }]], {
      compress: true,
    });
    const start = 30 + 'a.npy'.length;
    const packed = zip.subarray(start, start + new DataView(zip.buffer).getUint32(18, true));
    expect(inflate(packed, megabyte + 128)).toHaveLength(megabyte + 128);
    expect(() => inflate(packed, 1000)).toThrow('it has more than the 1000 bytes that it claims');
    expect(() => inflate(packed.subarray(0, 100), megabyte + 128)).toThrow();
  });
});
