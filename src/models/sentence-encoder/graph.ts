import { createOnnxWriter } from "./onnx.ts";
import type { Weight } from "./weights.ts";

/** The model reads this many word pieces of a text, about 75 words, and no more. */
export const MAX_PIECES = 128;
export const DIMENSIONS = 512;

/** What goes into each layer of the transformer, in numbers per piece; what comes out has `DIMENSIONS`. */
const WIDTHS = [256, DIMENSIONS] as const;
const HEADS = 4;
const NORM_EPSILON = 1e-6;

/** The names of what the model takes and gives. */
export const PIECE_IDS = "pieceIds";
export const VECTOR = "vector";

const ENCODER = "module/Encoder_en";
const STACK = `${ENCODER}/KonaTransformer/Encode`;
/** TensorFlow's constant folding has moved some weights here. */
const FOLDED = "module_apply_default/Encoder_en/KonaTransformer/Encode";

/**
 * The Universal Sentence Encoder (lite) as an ONNX model: from the ids of one text's pieces, at most `MAX_PIECES`, to
 * its vector of unit length. Two layers of a transformer, with the norm before each part (Cer et al. 2018,
 * arXiv:1803.11175; Vaswani et al. 2017, arXiv:1706.03762); the mean of their output; a dense layer. Written down from
 * the graph that the package ships, without its padding, since texts come one by one. Throws when the weights are
 * another model's.
 */
export function writeModel(weights: ReadonlyMap<string, Weight>): Uint8Array<ArrayBuffer> {
  const writer = createEncoderWriter(weights);
  const { add, dense, integers } = writer;
  let value = embedPieces(writer);
  WIDTHS.forEach((width, layer) => {
    value = feedForward(writer, attend(writer, value, { layer, width }), layer);
  });
  const mean = add("ReduceMean", [value, integers([0])]);
  const last = `${ENCODER}/hidden_layers/tanh_layer_0`;
  const hidden = add("Tanh", [dense(mean, `${last}/weights`, `${last}/bias`)]);
  return writer.finish(
    { name: PIECE_IDS, type: "int32", dims: ["pieces"] },
    { name: VECTOR, type: "float32", dims: [1, DIMENSIONS], value: add("LpNormalization", [hidden]) },
  );
}

type EncoderWriter = ReturnType<typeof createEncoderWriter>;

/** The operations that the encoder is made of, on weights by their names. */
function createEncoderWriter(weights: ReadonlyMap<string, Weight>) {
  const { addTensor, addNode: add, finish } = createOnnxWriter();
  const floats = (dims: readonly number[], values: Iterable<number>) =>
    addTensor("float32", dims, new Uint8Array(Float32Array.from(values).buffer));
  const integers = (values: readonly number[], dims = [values.length]) =>
    addTensor("int64", dims, new Uint8Array(BigInt64Array.from(values, BigInt).buffer));
  const find = (name: string): Weight => {
    const weight = weights.get(name);
    if (!weight) throw new Error(`the model has no weight ${name}`);
    return weight;
  };
  const weight = (name: string) => {
    const { dims, bytes } = find(name);
    // What was a convolution over single pieces is a matrix, behind two dimensions of 1.
    return addTensor("float32", dims.slice(-2), bytes);
  };
  const dense = (input: string, kernel: string, bias: string) =>
    add("Add", [add("MatMul", [input, weight(kernel)]), weight(bias)]);
  const norm = (input: string, name: string) => {
    const [scale, bias] = ["scale", "bias"].map((part) =>
      weight(`${name}/layer_prepostprocess/layer_norm/layer_norm_${part}/ConcatPartitions/concat`),
    );
    return add("LayerNormalization", [input, `${scale}`, `${bias}`], { epsilon: { real: NORM_EPSILON } });
  };
  return { add, dense, find, finish, floats, integers, norm, weight };
}

/** A vector for each piece, and on it where the piece stands: sines and cosines. */
function embedPieces({ add, find, floats, integers, weight }: EncoderWriter): string {
  const { bytes } = find(`${FOLDED}/TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1`);
  const speeds = new Float32Array(bytes.slice().buffer);
  const signal = Array.from({ length: MAX_PIECES }, (_, place) => {
    const angles = Array.from(speeds, (speed) => Math.fround(place * speed));
    return [...angles.map(Math.sin), ...angles.map(Math.cos)];
  });
  const places = add("Slice", [
    floats([MAX_PIECES, 2 * speeds.length], signal.flat()),
    integers([0]),
    add("Shape", [PIECE_IDS]),
  ]);
  const pieces = add("Gather", [weight("module/Embeddings_en"), PIECE_IDS]);
  // Twice: so does the model.
  return add("Add", [pieces, add("Add", [pieces, places])]);
}

interface Layer {
  readonly layer: number;
  readonly width: number;
}

/** Attention of each piece to all, with four heads, added to what came in. */
function attend(writer: EncoderWriter, input: string, { layer, width }: Layer): string {
  const { add, dense, floats, integers, norm } = writer;
  const folded = `${FOLDED}/Layer_${layer}/TransformerLayer`;
  const transform = (value: string, name: string) =>
    dense(
      value,
      `${STACK}/Layer_${layer}/TransformerLayer/MultiheadAttention/${name}/kernel/part_0`,
      `${folded}/MultiheadAttention/${name}/bias/ConcatPartitions/concat`,
    );

  const all = transform(norm(input, folded), "qkv_transform_single");
  const split = add("Reshape", [all, integers([0, 3, HEADS, width / HEADS])]);
  const byHead = add("Transpose", [split], { perm: [1, 2, 0, 3] });
  const [queries, keys, values] = [0, 1, 2].map((at) => add("Gather", [byHead, integers([at], [])]));
  const likeness = add("MatMul", [`${queries}`, add("Transpose", [`${keys}`], { perm: [0, 2, 1] })]);
  const scaled = add("Mul", [likeness, floats([], [(width / HEADS) ** -0.5])]);
  const seen = add("MatMul", [add("Softmax", [scaled]), `${values}`]);
  const joined = add("Reshape", [add("Transpose", [seen], { perm: [1, 0, 2] }), integers([0, width])]);

  const widen = (name: string) => `${folded}/dense/${name}/ConcatPartitions/concat`;
  const kept = width === DIMENSIONS ? input : dense(input, widen("kernel"), widen("bias"));
  return add("Add", [transform(joined, "output_transform_single"), kept]);
}

/** Two dense layers on each piece by itself, added to what came in. */
function feedForward({ add, dense, norm }: EncoderWriter, input: string, layer: number): string {
  const folded = `${FOLDED}/Layer_${layer}/TransformerLayer/FFN`;
  const transform = (value: string, name: string) =>
    dense(
      value,
      `${FOLDED}/TransformerStack/Layer_${layer}/TransformerLayer/FFN/${name}/Tensordot/Reshape_1`,
      `${folded}/${name}/bias/ConcatPartitions/concat`,
    );
  const hidden = add("Relu", [transform(norm(input, folded), "conv1")]);
  return add("Add", [transform(hidden, "conv2"), input]);
}
