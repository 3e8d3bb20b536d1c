import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { type AttributeValue, encodeAttribute } from './attributes.ts';

/** An operation of a graph, on values that are known by their names. */
export interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
  /** Its output, whose name is the node's own too. */
  readonly output: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

const { LengthDelimited } = WireType;

/** NodeProto. */
export function encodeNode({ operator, inputs, output, attributes }: Node): Uint8Array {
  const writer = new BinaryWriter();
  for (const input of inputs) writer.tag(1, LengthDelimited).string(input);
  writer.tag(2, LengthDelimited).string(output);
  writer.tag(3, LengthDelimited).string(output);
  writer.tag(4, LengthDelimited).string(operator);
  for (const [name, value] of Object.entries(attributes)) {
    writer.tag(5, LengthDelimited).bytes(encodeAttribute(name, value));
  }
  return writer.finish();
}
