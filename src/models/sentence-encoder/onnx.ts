/**
 * Writes an ONNX model: of its protobuf messages what the sentence encoder needs, and no more. The numbers of the
 * fields are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
 */
export interface OnnxWriter {
  /** Adds constant values, little-endian and row by row. Returns the name to use them by. */
  addTensor(type: ElementType, dims: readonly number[], bytes: Uint8Array): string;
  /** Adds an operation on named values. Returns the name of what it makes. */
  addNode(operator: string, inputs: readonly string[], attributes?: Attributes): string;
  /** The whole model, which takes one value and gives one: `value` under its own name. */
  finish(input: OnnxValue, output: OnnxValue & { readonly value: string }): Uint8Array<ArrayBuffer>;
}

export interface OnnxValue {
  readonly name: string;
  readonly type: ElementType;
  /** A dimension that varies has a name instead of a size. */
  readonly dims: readonly (number | string)[];
}

/** Whole numbers from 0, or lists of them; a real number is wrapped, since 1 could be either. */
export type Attributes = Readonly<Record<string, number | readonly number[] | { readonly real: number }>>;

export type ElementType = keyof typeof ELEMENT_TYPES;
const ELEMENT_TYPES = { float32: 1, int32: 6, int64: 7 } as const;

const ATTRIBUTE_TYPES = { real: 1, int: 2, ints: 7 } as const;
const IR_VERSION = 8;
/** LayerNormalization came with 17, ReduceMean's axes as an input with 18. */
const OPERATOR_SET = 18;

/** A message in pieces, so that megabytes of weights are copied once, at the end. */
type Bytes = readonly Uint8Array[];

/** An empty model, to add to. Operations are added in the order in which they run. */
export function createOnnxWriter(): OnnxWriter {
  const nodes: Bytes[] = [];
  const tensors: Bytes[] = [];
  return {
    addTensor(type, dims, bytes) {
      const name = `tensor${tensors.length}`;
      const shape = dims.flatMap((dim) => number(1, dim));
      tensors.push([...shape, ...number(2, ELEMENT_TYPES[type]), ...text(8, name), ...message(9, [bytes])]);
      return name;
    },
    addNode(operator, inputs, attributes) {
      const name = `value${nodes.length}`;
      nodes.push(encodeNode(operator, inputs, { name, attributes }));
      return name;
    },
    finish(input, output) {
      nodes.push(encodeNode("Identity", [output.value], { name: output.name }));
      const graph = [
        ...nodes.flatMap((node) => message(1, node)),
        ...text(2, "graph"),
        ...tensors.flatMap((tensor) => message(5, tensor)),
        ...message(11, encodeValue(input)),
        ...message(12, encodeValue(output)),
      ];
      return join([...number(1, IR_VERSION), ...message(7, graph), ...message(8, number(2, OPERATOR_SET))]);
    },
  };
}

interface NodeOptions {
  readonly name: string;
  readonly attributes?: Attributes | undefined;
}

function encodeNode(
  operator: string,
  inputs: readonly string[],
  { name, attributes = {} }: NodeOptions,
): Bytes {
  return [
    ...inputs.flatMap((input) => text(1, input)),
    ...text(2, name),
    ...text(4, operator),
    ...Object.entries(attributes).flatMap(([key, value]) => message(5, encodeAttribute(key, value))),
  ];
}

function encodeAttribute(name: string, value: Attributes[string]): Bytes {
  if (typeof value === "number") {
    return [...text(1, name), ...number(3, value), ...number(20, ATTRIBUTE_TYPES.int)];
  }
  if ("real" in value) {
    return [...text(1, name), ...real(2, value.real), ...number(20, ATTRIBUTE_TYPES.real)];
  }
  return [...text(1, name), ...value.flatMap((item) => number(8, item)), ...number(20, ATTRIBUTE_TYPES.ints)];
}

function encodeValue({ name, type, dims }: OnnxValue): Bytes {
  const shape = dims.flatMap((dim) => message(1, typeof dim === "number" ? number(1, dim) : text(2, dim)));
  const tensorType = [...number(1, ELEMENT_TYPES[type]), ...message(2, shape)];
  return [...text(1, name), ...message(2, message(1, tensorType))];
}

/** https://protobuf.dev/programming-guides/encoding/: a field's number and kind, then its value. */
const KINDS = { varint: 0, bytes: 2, fourBytes: 5 } as const;

function key(field: number, kind: keyof typeof KINDS): Uint8Array {
  return varint(field * 8 + KINDS[kind]);
}

function number(field: number, value: number): Bytes {
  return [key(field, "varint"), varint(value)];
}

function real(field: number, value: number): Bytes {
  const bytes = new DataView(new ArrayBuffer(4));
  bytes.setFloat32(0, value, true);
  return [key(field, "fourBytes"), new Uint8Array(bytes.buffer)];
}

function text(field: number, value: string): Bytes {
  return message(field, [new TextEncoder().encode(value)]);
}

function message(field: number, content: Bytes): Bytes {
  return [key(field, "bytes"), varint(sizeOf(content)), ...content];
}

/** Seven bits a byte, the lowest first; all but the last byte have their eighth bit set. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.of(...bytes, rest);
}

function sizeOf(parts: Bytes): number {
  return parts.reduce((size, part) => size + part.length, 0);
}

function join(parts: Bytes): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(sizeOf(parts));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
