import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeOnnxTensors } from './decode-onnx-tensors.ts';
import { encodeOnnx } from './encode-onnx.ts';

const kernel = { dtype: 'float32', shape: [2, 2], data: Float32Array.of(1, -2, 3.5, 4) } as const;
const bias = { dtype: 'float32', shape: [2], data: Float32Array.of(0.5, -0.5) } as const;
const written = encodeOnnx({
  config: { type: 'sequential', inputShape: [2], layers: [{ type: 'dense', name: 'outputs', units: 2 }] },
  tensors: [
    ['outputs/kernel', kernel],
    ['outputs/bias', bias],
  ],
});

const { LengthDelimited, Varint } = WireType;
/** A model of one tensor, whose other fields are written as told. */
const modelOf = (write: (tensor: BinaryWriter) => BinaryWriter): Uint8Array => {
  const tensor = write(new BinaryWriter().tag(8, LengthDelimited).string('w')).finish();
  const graph = new BinaryWriter().tag(5, LengthDelimited).bytes(tensor).finish();
  return new BinaryWriter().tag(7, LengthDelimited).bytes(graph).finish();
};

describe('decodeOnnxTensors', () => {
  it('reads what was written', () => {
    const tensors = decodeOnnxTensors(written);
    expect(tensors.get('outputs/kernel')).toEqual(kernel);
    expect(tensors.get('outputs/bias')).toEqual(bias);
  });

  it('reads numbers one by one, dimensions packed or not', () => {
    const bytes = modelOf((tensor) =>
      tensor.tag(1, Varint).int64(2).tag(2, Varint).int32(1).tag(4, LengthDelimited).fork().float(1).float(2).join(),
    );
    expect(decodeOnnxTensors(bytes).get('w')).toEqual({ dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) });
  });

  it('passes over other types, and numbers in other files', () => {
    const skipped: string[] = [];
    const onSkip = (name: string, reason: string): void => void skipped.push(`${name}: ${reason}`);
    decodeOnnxTensors(
      modelOf((tensor) => tensor.tag(2, Varint).int32(7)),
      { onSkip },
    );
    decodeOnnxTensors(
      modelOf((tensor) => tensor.tag(2, Varint).int32(1).tag(14, Varint).int32(1)),
      { onSkip },
    );
    expect(skipped).toEqual(['w: type 7', 'w: its numbers lie in another file']);
  });

  it('refuses numbers that do not fit the shape, before it takes memory for them', () => {
    const bytes = modelOf((tensor) =>
      tensor
        .tag(1, Varint)
        .int64(2 ** 40)
        .tag(2, Varint)
        .int32(1),
    );
    expect(() => decodeOnnxTensors(bytes, { name: 'a.onnx' })).toThrow(
      'Cannot read ONNX model "a.onnx": tensor "w" must have 1099511627776 numbers by its shape, it has 0.',
    );
  });

  // ONNX_FILES=100000 for as many as a release is tried with.
  it('gives tensors or an error for damaged files', () => {
    const change = fc.record({ at: fc.nat(written.length - 1), to: fc.nat(255) });
    const changes = fc.array(change, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(changes, fc.nat(written.length), (all, length) => {
        const damaged = written.slice(0, length);
        for (const { at, to } of all) if (at < length) damaged[at] = to;
        try {
          for (const { shape, data } of decodeOnnxTensors(damaged).values()) {
            expect(data.length).toBe(shape.reduce((product, size) => product * size, 1));
          }
        } catch (error) {
          expect(String(error)).toMatch(/^Error: Cannot read ONNX model: /);
        }
      }),
      { numRuns: Number(process.env.ONNX_FILES ?? 5000) },
    );
  });
});
