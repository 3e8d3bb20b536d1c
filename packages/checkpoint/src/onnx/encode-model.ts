import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { encodeNode } from './encode-node.ts';
import { encodeTensor } from './encode-tensor.ts';
import { encodeValueInfo } from './encode-value-info.ts';
import type { Graph } from './graph.ts';

/** The last version that opset 17 came with; runtimes refuse one that is newer than they are. */
const irVersion = 8;
const opset = 17;

const { LengthDelimited, Varint } = WireType;

/** A value that goes into a graph or comes out of it; its shape is without the batch. */
export interface Port {
  readonly name: string;
  readonly shape: readonly number[];
}

/** ModelProto, of a graph with one input and one output. */
export function encodeModel(graph: Graph, input: Port, output: Port): Uint8Array<ArrayBuffer> {
  return new BinaryWriter()
    .tag(1, Varint)
    .int64(irVersion)
    .tag(2, LengthDelimited)
    .string('@feedforward/checkpoint')
    .tag(7, LengthDelimited)
    .bytes(encodeGraph(graph, input, output))
    .tag(8, LengthDelimited) // OperatorSetIdProto; the domain of ONNX's own operators is empty
    .fork()
    .tag(2, Varint)
    .int64(opset)
    .join()
    .finish();
}

/** GraphProto. */
function encodeGraph({ nodes, constants }: Graph, input: Port, output: Port): Uint8Array {
  const writer = new BinaryWriter();
  for (const node of nodes) writer.tag(1, LengthDelimited).bytes(encodeNode(node));
  writer.tag(2, LengthDelimited).string('network');
  for (const constant of constants) writer.tag(5, LengthDelimited).bytes(encodeTensor(constant));
  writer.tag(11, LengthDelimited).bytes(encodeValueInfo(input.name, input.shape));
  writer.tag(12, LengthDelimited).bytes(encodeValueInfo(output.name, output.shape));
  return writer.finish();
}
